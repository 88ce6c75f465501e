"""The real data sets are read, recognised and understood."""

import json
import tracemalloc
from decimal import Decimal

import openpyxl
import pytest

from carnet.interchange.conventions import conventions_of
from carnet.interchange.files import open_tables
from carnet.interchange.headers import recognise
from carnet.interchange.values.days import parse_day
from carnet.interchange.values.numbers import parse_minor, parse_whole
from carnet.interchange.values.texts import text_of

MISLABELLED = {"location_coordinates"}  # its JSON has another phone number than its CSV


def understood(path, kind: str | None = None):
    (table,) = open_tables(path)
    return table, recognise(table.headers, table.sample(), kind)


def test_every_corner_case_of_the_csv_spectrum_reads_as_expected(data) -> None:
    files = sorted((data / "csv-spectrum" / "csvs").glob("*.csv"))
    assert len(files) == 12
    for path in files:
        expected = json.loads((data / "csv-spectrum" / "json" / f"{path.stem}.json").read_text("utf-8"))
        (table,) = open_tables(path)
        found = [dict(zip(table.headers, row.cells, strict=True)) for row in table.rows()]
        if path.stem in MISLABELLED:
            expected = [{**expected, "Contact Phone Number": "2095257564"}]
        assert found == expected, path.name


@pytest.mark.parametrize(
    ("name", "kind", "rows", "set_name"),
    [
        ("crm-sales-opportunities/accounts.csv", "accounts", 85, "crm-sales"),
        ("crm-sales-opportunities/products.csv", "products", 7, "crm-sales"),
        ("crm-sales-opportunities/sales_teams.csv", "agents", 35, "crm-sales"),
        ("crm-sales-opportunities/sales_pipeline.csv", "deals", 8800, "crm-sales"),
        ("sme-sales/produits.csv", "products", 5, ""),
        ("sme-sales/magasins.csv", "stores", 7, ""),
        ("sme-sales/ventes.csv", "sales", 30, ""),
        ("sme-sales/superstore.csv", "sales", 9994, "superstore"),
    ],
)
def test_each_file_is_what_it_is(data, name: str, kind: str, rows: int, set_name: str) -> None:
    table, found = understood(data / name)
    assert (found.kind, found.missing, found.set_name) == (kind, (), set_name)
    assert sum(1 for row in table.rows() if not row.problem) == rows
    if set_name != "superstore":
        assert found.unknown == ()


def test_a_data_dictionary_is_of_no_kind(data) -> None:
    assert understood(data / "crm-sales-opportunities" / "data_dictionary.csv")[1] is None


def test_the_revenue_of_an_account_counts_in_millions_and_its_office_is_its_country(data) -> None:
    _table, found = understood(data / "crm-sales-opportunities" / "accounts.csv")
    assert found.scale == {"annual_revenue": Decimal(1_000_000)}
    assert found.mapping[5] == "country"


def test_the_whole_column_decides_the_order_of_the_superstore_dates(data) -> None:
    table, found = understood(data / "sme-sales" / "superstore.csv")
    conventions = conventions_of(table, found)
    (column,) = found.columns_of("sold_on")
    assert conventions.orders[column] == ["mdy"]
    days = [parse_day(row.cells[column], "mdy") for row in table.rows()]
    assert (min(days).year, max(days).year) == (2016, 2019)


def test_the_superstore_lines_add_up_to_the_cent(data) -> None:
    table, found = understood(data / "sme-sales" / "superstore.csv")
    (column,) = found.columns_of("amount")
    assert sum(parse_minor(row.cells[column]) for row in table.rows()) == 229_720_065


def test_the_superstore_is_a_catalogue_too_when_told_so(data) -> None:
    _table, found = understood(data / "sme-sales" / "superstore.csv", "products")
    assert found.mapping == {13: "reference", 14: "category", 16: "name"}


def test_won_deals_add_up(data) -> None:
    table, found = understood(data / "crm-sales-opportunities" / "sales_pipeline.csv")
    stage, amount = found.columns_of("stage")[0], found.columns_of("closed_amount")[0]
    won = [parse_minor(row.cells[amount]) for row in table.rows() if row.cells[stage] == "Won"]
    assert (len(won), sum(won)) == (4238, 1_000_553_400)


def meaning(path) -> list[tuple[object, ...]]:
    """The sales of a file: day, product, quantity and store, as values."""
    table, found = understood(path)
    orders = conventions_of(table, found).orders
    sold_on, product, quantity, store = (
        found.columns_of(name)[0] for name in ("sold_on", "product", "quantity", "store")
    )
    return [
        (
            parse_day(row.cells[sold_on], orders[sold_on][0]),
            text_of(row.cells[product]),
            parse_whole(row.cells[quantity]),
            text_of(row.cells[store]),
        )
        for row in table.rows()
    ]


@pytest.mark.parametrize(
    ("pattern", "encoding", "headers"),
    [
        ("%m/%d/%Y", "utf-8-sig", "Date,Product ID,Quantity,Store ID"),
        ("%Y-%m-%d", "utf-16", "Date de vente\tRéférence produit\tQuantité\tMagasin"),
        ("%d.%m.%y", "cp1252", "DATE|Réf. produit|Qté|N° magasin"),
        ("%d/%m/%Y 00:00", "mac-roman", "Vendu le;Réf produit;Quantité;ID magasin"),
    ],
)
def test_the_same_sales_mean_the_same_in_another_dialect(data, tmp_path, pattern, encoding, headers) -> None:
    expected = meaning(data / "sme-sales" / "ventes.csv")
    (delimiter,) = set(headers) & set(",\t|;")
    lines = [delimiter.join((day.strftime(pattern), *map(str, rest))) for day, *rest in expected]
    path = tmp_path / "sales.txt"
    path.write_bytes("\r\n".join([headers, *lines]).encode(encoding))
    assert len(expected) == 30
    assert meaning(path) == expected


def test_the_same_sales_mean_the_same_in_a_workbook(data, tmp_path) -> None:
    expected = meaning(data / "sme-sales" / "ventes.csv")
    book = openpyxl.Workbook()
    for row in [("Date", "Référence produit", "Quantité", "Magasin"), *expected]:
        book.active.append([int(cell) if str(cell).isdigit() else cell for cell in row])
    book.save(tmp_path / "ventes.xlsx")
    assert meaning(tmp_path / "ventes.xlsx") == expected


def test_reading_holds_a_row_at_a_time_not_the_file(data) -> None:
    (table,) = open_tables(data / "sme-sales" / "superstore.csv")
    tracemalloc.start()
    try:
        for _row in zip(range(3000), table.rows(), strict=False):
            pass
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()
