"""An export holds the rows and columns shown; no cell is a formula, and all come back unchanged."""

import csv
import io
import json

import openpyxl
import pytest

from carnet.interchange.out import csv_lines, xlsx_chunks
from carnet.interchange.values.texts import unguard
from tests.web import world


def rows_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.fixture
def accounts(camille, client):
    client.force_login(camille.user)
    world.account(
        camille, "=cmd()", city="Lyon", kind="client", annual_revenue=123_450, phone="+33 4 72 00 00 01"
    )
    world.account(camille, "Zéphyr; “et fils”", city="Paris", kind="prospect")


def test_csv_holds_the_rows_and_columns_shown(client, accounts):
    rows = rows_of(client.get("/accounts/?format=csv&city=paris&columns=city&columns=kind"))
    assert rows == [["Nom", "Ville", "Type"], ["Zéphyr; “et fils”", "Paris", "Prospect"]]


def test_all_fields_carry_the_names_an_import_knows(client, accounts):
    head, first, _second = rows_of(client.get("/accounts/?format=csv&fields=all"))
    found = dict(zip(head, first, strict=True))
    assert head[:4] == ["id", "name", "kind", "sector"]
    assert (found["annual_revenue"], found["kind"], found["city"]) == ("1234.50", "client", "Lyon")


def test_a_cell_that_begins_like_a_formula_is_made_inert(client, accounts):
    head, first, _second = rows_of(client.get("/accounts/?format=csv&fields=all"))
    found = dict(zip(head, first, strict=True))
    assert (found["name"], found["phone"]) == ("'=cmd()", "'+33 4 72 00 00 01")


def test_xlsx_holds_the_same_as_csv(client, accounts):
    response = client.get("/accounts/?format=xlsx&columns=city&columns=annual_revenue")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert rows[1:] == [["'=cmd()", "Lyon", 1234.5], ["Zéphyr; “et fils”", "Paris", None]]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33 6",
        "-x",
        "@a",
        "\tx",
        "\rx",
        "\n=x",
        "＝1",
        "'＠a",
        "'=x",
        "''+",
        "l'an",
        "-12",
        "plain",
        "'",
    ],
)
def test_every_text_comes_back_from_a_file_as_it_was(text):
    lines = "".join(csv_lines(["name"], [[text]])).removeprefix("\ufeff")
    cell = list(csv.reader(io.StringIO(lines, newline="")))[1][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"))
    assert unguard(cell) == text


def test_an_xlsx_cell_is_never_a_formula():
    data = b"".join(xlsx_chunks("x", ["name"], [["=1+1"], ["\x01a"]]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [sheet["A2"].value, sheet["A2"].data_type, sheet["A3"].value] == ["'=1+1", "s", "_x0001_a"]


def test_an_export_has_no_row_the_viewer_may_not_open(client, camille, bruno, chloe):
    world.sale(camille, owner=bruno.member, reference="secret")
    client.force_login(chloe.user)
    assert len(rows_of(client.get("/sales/?format=csv"))) == 1


def test_an_unknown_format_is_refused(client, accounts):
    assert client.get("/accounts/?format=exe").status_code == 422


def test_json_holds_the_records_of_the_api_in_the_order_of_the_list(client, camille, accounts):
    response = client.get("/accounts/?format=json&sort=-name&kind=client&kind=prospect")
    found = json.loads(b"".join(response.streaming_content))
    assert [one["name"] for one in found] == ["Zéphyr; “et fils”", "=cmd()"]
    assert found[1] == client.get(f"/api/v1/accounts/{found[1]['id']}").json()


def test_contacts_come_as_cards_of_either_version(client, camille):
    client.force_login(camille.user)
    world.contact(camille, "Perrin")
    for version in ("3.0", "4.0"):
        response = client.get(f"/contacts/?format=vcf&version={version}")
        assert response["Content-Type"].startswith("text/vcard")
        assert f"VERSION:{version}".encode() in b"".join(response.streaming_content)
    assert client.get("/contacts/?format=vcf&version=9").status_code == 422
    assert client.get("/deals/?format=vcf").status_code == 422


def test_the_menu_offers_each_format_once(client, accounts):
    page = client.get("/accounts/?city=Lyon").content.decode()
    for part in ("format=json&amp;fields=all", "format=vcf&amp;version=4.0", "format=csv&amp;fields=all"):
        assert page.count(part) == 1
