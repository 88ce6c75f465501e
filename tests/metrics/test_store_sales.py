"""The stores' sales: a second table of facts with its own measures."""

from datetime import date
from decimal import Decimal

import pytest

from carnet.catalogue.actions import create_product, create_store
from carnet.core.money import to_minor
from carnet.directory.actions import create_account
from carnet.metrics.dashboard import dashboard
from carnet.metrics.filters import Filters
from carnet.metrics.kpis import kpis
from carnet.metrics.query import query
from carnet.sales.actions import create_sale
from tests.conftest import NOW
from tests.metrics import crm_set


def rows(person, measure, by=None, **raw):
    filters = Filters.parse(person.viewer, {key: [value] for key, value in raw.items()})
    return [(row.key, row.value) for row in query(person.viewer, measure, by, filters)]


@pytest.fixture
def till(root, bruno):
    """Five lines: two of one ticket, one of another, two without a reference."""
    lyon = create_store(
        values={"name": "Presqu’île", "city": "Lyon", "region": "Auvergne-Rhône-Alpes"}, actor=root
    )
    lille = create_account(values={"name": "Achard", "city": "Lille", "sector": "industrie"}, actor=root)
    album = create_product(values={"name": "Album", "list_price": 80_00}, actor=root)
    lines = [
        {
            "reference": "T1",
            "store": lyon,
            "product": album,
            "quantity": Decimal(2),
            "sold_on": date(2026, 3, 1),
        },
        {"reference": "T1", "store": lyon, "amount": 10_01, "sold_on": date(2026, 3, 1)},
        {
            "reference": "T2",
            "account": lille,
            "amount": 30_00,
            "sold_on": date(2026, 3, 2),
            "owner": bruno.member,
        },
        {"reference": "", "amount": 5_00, "quantity": Decimal("0.125"), "sold_on": date(2026, 4, 1)},
        {"reference": "", "amount": 4_99, "quantity": Decimal("0.3"), "sold_on": date(2026, 4, 1)},
    ]
    return [create_sale(values=line, actor=root) for line in lines]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("sales_revenue", 210_00),
        ("sales_quantity", Decimal("2.425")),
        ("sales_lines", 5),
        ("tickets", 4),
        ("average_ticket", 52_50),
    ],
)
def test_the_five_measures(till, camille, measure, value):
    assert rows(camille, measure) == [(None, value)]


def test_a_sale_lies_where_its_store_is_else_where_its_account_is(till, camille):
    assert rows(camille, "sales_revenue", "city") == [("Lyon", 170_01), ("Lille", 30_00), (None, 9_99)]
    assert rows(camille, "sales_revenue", "region") == [
        ("Auvergne-Rhône-Alpes", 170_01),
        ("Hauts-de-France", 30_00),
        (None, 9_99),
    ]
    assert rows(camille, "tickets", city="Lyon") == [(None, 1)]


def test_a_ticket_of_one_store_is_not_counted_twice_in_a_month(till, camille):
    assert rows(camille, "tickets", "month") == [("2026-03", 2), ("2026-04", 2)]
    assert rows(camille, "average_ticket", "month") == [("2026-03", 100_00), ("2026-04", 5_00)]  # 4.995


def test_sales_are_split_by_product_sector_and_agent(till, camille):
    assert rows(camille, "sales_revenue", "product") == [("Album", 160_00), (None, 50_00)]
    assert rows(camille, "sales_revenue", "sector") == [(None, 180_00), ("industrie", 30_00)]
    assert rows(camille, "sales_lines", "agent") == [(None, 4), ("Bruno", 1)]


def test_sales_of_others_are_not_counted(till, chloe, bruno):
    assert rows(chloe, "sales_revenue") == [(None, 180_00)]
    assert rows(bruno, "sales_revenue") == [(None, 210_00)]


def test_sales_are_no_deals(till, camille):
    assert kpis(camille.viewer, Filters(), now=NOW).total_revenue == 0


def test_the_dashboard_shows_them_where_they_are(till, camille):
    stores = dashboard(camille.viewer, Filters(), now=NOW).stores
    assert stores.changes["sales_revenue"].value == 210_00
    assert [(part.key, part.revenue) for part in stores.stores] == [("Presqu’île", 170_01), (None, 39_99)]
    deals_only = Filters.parse(camille.viewer, {"stage_kind": ["won"]})
    assert dashboard(camille.viewer, deals_only, now=NOW).stores is None


@crm_set.needs_data
def test_the_real_sales_of_an_sme_add_up_by_city(root, camille):
    products = {
        row["ID Reference produit"]: create_product(
            values={
                "name": row["Nom"],
                "reference": row["ID Reference produit"],
                "list_price": to_minor(row["Prix"]),
            },
            actor=root,
        )
        for row in crm_set.rows("sme-sales/produits.csv", ";")
    }
    stores = {
        row["ID Magasin"]: create_store(values={"name": row["Ville"], "city": row["Ville"]}, actor=root)
        for row in crm_set.rows("sme-sales/magasins.csv", ";")
    }
    for row in crm_set.rows("sme-sales/ventes.csv", ";"):
        day, month, year = row["Date"].split("/")
        values = {
            "reference": "",
            "sold_on": date(int(year), int(month), int(day)),
            "product": products[row["ID Reference produit"]],
            "store": stores[row["ID Magasin"]],
            "quantity": Decimal(row["Quantite"]),
        }
        create_sale(values=values, actor=root)
    assert rows(camille, "sales_revenue") == [(None, 526_878)]
    assert rows(camille, "tickets") == [(None, 30)]
    assert rows(camille, "sales_revenue", "city") == [
        ("Lyon", 105_979),
        ("Marseille", 100_973),
        ("Bordeaux", 82_981),
        ("Paris", 79_980),
        ("Nantes", 73_983),
        ("Strasbourg", 57_989),
        ("Lille", 24_993),
    ]
