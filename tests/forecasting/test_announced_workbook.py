"""The workbook of announced sales: real numbers, folded rows, nothing that a spreadsheet would run."""

import io
from datetime import date

import openpyxl
import pytest

from carnet.directory.actions import create_account
from carnet.forecasting.announced.queries import visible_report
from carnet.forecasting.announced.table import announced_table
from carnet.interchange.outline import outline_chunks
from tests.forecasting.announcing import NOVEMBER, TODAY, announce, close, head_with_agents, wait


@pytest.fixture
def sheet(root, camille):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    client = create_account(values={"name": "=cmd()"}, actor=root)
    close(agent, paid=1, refused=3, actor=root)
    wait(agent, 100.4, due=TODAY, account=client, name="#N/A", actor=root)
    announce(agent, 30, kind="won", closed_on=date(2026, 11, 3), actor=root)
    return _written(camille.viewer)


def _written(viewer):
    table = announced_table(visible_report(viewer, NOVEMBER), viewer)
    return openpyxl.load_workbook(io.BytesIO(b"".join(outline_chunks(table)))).active


def _rows(sheet):
    header, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_each_amount_stands_under_its_column_on_every_level(sheet):
    head, agent, waiting, paid, total = _rows(sheet)
    for line in (head, agent, total):
        assert (line["Attendu"], line["Payé"], line["Refusé"]) == (100.4, 30, 0)
        assert (line["Annoncées"], line["Dû ce jour"], line["En retard"]) == (2, 100.4, 0)
        # 2 of 5 closed deals paid.
        assert (line["Taux de réalisation"], line["Reste à venir"]) == (pytest.approx(0.4), 40.16)
        assert line["Prévision"] == 70.16
    assert (waiting["Attendu"], waiting["Dû ce jour"], waiting["Reste à venir"]) == (100.4, 100.4, 40.16)
    assert (paid["Payé"], paid["Attendu"], paid["Prévision"]) == (30, 0, 30)
    assert (waiting["Échéance"].date(), paid["Close le"].date()) == (TODAY, date(2026, 11, 3))
    assert (waiting["État"], paid["État"]) == ("En attente", "Payée")


def test_the_rate_stands_beside_its_counts_and_the_one_drawn_towards_the_company(sheet):
    head, agent, deal, _paid, total = _rows(sheet)
    for line in (head, agent):
        assert (line["Taux de"], line["Payées en 12 mois"], line["Closes en 12 mois"]) == (
            "Responsable d’équipe",
            2,
            5,
        )
        assert line["Borne basse"] < line["Rapprochée de l’entreprise"] < line["Borne haute"]
    assert (deal["Taux de réalisation"], total["Closes en 12 mois"]) == (None, None)


def test_numbers_are_numbers_with_their_formats(sheet):
    header = [cell.value for cell in sheet[1]]
    money, rate = header.index("Attendu"), header.index("Taux de réalisation")
    for row in sheet.iter_rows(min_row=2):
        assert (row[money].data_type, row[money].number_format) == ("n", "#,##0.00")
    assert (sheet[2][rate].data_type, sheet[2][rate].number_format) == ("n", "0.0%")


def test_deals_are_folded_below_agents_below_heads(sheet):
    assert [sheet.row_dimensions[number].outlineLevel for number in range(1, 7)] == [0, 0, 1, 2, 2, 0]
    assert [bool(sheet.row_dimensions[number].hidden) for number in range(1, 7)] == [
        *(False, False, False),
        *(True, True),
        False,
    ]
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert sheet.freeze_panes == "B2"


def test_no_cell_is_a_formula(sheet):
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "'=cmd()" in {cell.value for cell in texts}
    assert {cell.data_type for cell in texts} == {"s"}


def test_what_one_may_not_see_is_not_in_the_workbook(root, bruno, chloe, helene):
    wait(bruno.member, 100, reference="secret", actor=root)
    assert "secret" in {row["Référence"] for row in _rows(_written(helene.viewer))}
    assert len(_rows(_written(chloe.viewer))) == 1


def test_a_report_without_a_rate_leaves_its_cells_empty(root, camille):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    wait(agent, 100, actor=root)
    head, _agent, deal, total = _rows(_written(camille.viewer))
    for line in (head, deal, total):
        assert (line["Attendu"], line["Reste à venir"], line["Prévision"]) == (100, None, None)
