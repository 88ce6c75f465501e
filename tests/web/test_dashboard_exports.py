"""The 26 figures as a file: what the page shows, with its filters, and no cell that a spreadsheet runs."""

import csv
import io

import pytest
from openpyxl import load_workbook

from carnet.directory.actions import update_account
from tests.metrics import small_world
from tests.web.dashboard_page import YEAR


@pytest.fixture
def world(root, helene, bruno, chloe) -> small_world.World:
    return small_world.build(bruno=bruno, chloe=chloe, actor=root)


def rows(client, address: str = YEAR) -> list[list[str]]:
    response = client.get(f"/dashboard/{address}&format=csv")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_csv_holds_the_figures_with_their_filters(client, world, camille) -> None:
    client.force_login(camille.user)
    found = {(row[0], row[1]): row[2] for row in rows(client, YEAR + "&agent=Bruno")}
    assert found["Période", ""] == "01/01/2026 – 31/12/2026"
    assert found["Agent", ""] == "Bruno"
    assert found["CA gagné", ""] == "440"
    assert found["Meilleur agent", "Bruno"] == "440"
    assert [row for row in rows(client, YEAR + "&agent=Bruno") if "Chloé" in row] == []


def test_the_other_period_stands_beside(client, world, camille) -> None:
    client.force_login(camille.user)
    # February: 240 + 100; the 28 days before it: 100.
    found = {(row[0], row[1]): row for row in rows(client, "?from=2026-02-01&to=2026-02-28")}
    assert found["CA gagné", ""][2:4] == ["340", "100"]


def test_the_xlsx_holds_numbers(client, world, camille) -> None:
    client.force_login(camille.user)
    response = client.get(f"/dashboard/{YEAR}&format=xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    found = {(row[0], row[1]): row[2] for row in sheet.iter_rows(values_only=True)}
    assert found["CA gagné", None] == 889.95


def test_a_name_that_looks_like_a_formula_stays_a_name(client, world, camille) -> None:
    update_account(account=world.accounts["Villard"], values={"sector": "=1+1"}, actor=camille.actor)
    client.force_login(camille.user)
    groups = [row[1] for row in rows(client)]
    assert "=1+1" not in groups
    assert "'=1+1" in groups
