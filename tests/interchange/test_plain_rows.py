"""Rows loaded by the column and rows loaded one by one come to the same, in every table and in the report."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.catalogue import actions as catalogue
from carnet.deals.models import Deal, DealLine, DealState
from carnet.directory.actions import create_account
from carnet.directory.models import Account
from carnet.interchange.loading import plain
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.models import Brought
from carnet.journal.models import JournalLine
from tests.interchange.importing import counts, load

COLUMNS = {
    "reference": ["D1", "D2", "d2", "D3", "D4", "D5", "D6", "D7", "É 10", "", "x" * 121],
    "agent": ["Bruno", "bruno", "Inconnue", ""],
    "product": ["Studio A", "studio-a", "Rien", ""],
    "account": ["Maison Berliet", "maison berliet", "Nouvelle", ""],
    "stage": ["Won", "Lost", "Engaging", "Prospecting", "gagnée", "ailleurs", ""],
    "engaged_on": ["2026-01-05", "2026-02-10", "2026-01-31", ""],
    "closed_on": ["2026-03-01", "2026-01-20", "2026-02-10", "hier", ""],
    "closed_amount": ["1200", "0", "15.5", "-3", "abc", ""],
    "name": ["", "Campagne d'été", "Catalogue"],
    "expected_close_on": ["", "2026-09-01"],
    "lost_reason": ["", "Trop cher"],
    "probability": ["", "0.4", "120"],
    "note": ["", "une note", "nul \x00"],
    "tags": ["", "", "vip"],
    "next_step": ["", "Rappeler"],
}
GOOD = dict(zip(COLUMNS, (cells[0] for cells in COLUMNS.values()), strict=True))
ROWS = st.lists(st.fixed_dictionaries({name: st.sampled_from(cells) for name, cells in COLUMNS.items()}))
TABLES = (Deal, DealLine, DealState, Account, JournalLine, Brought)


@pytest.fixture
def known(bruno, root) -> None:
    catalogue.create_product(values={"name": "Studio A", "list_price": 55_000}, actor=root)
    create_account(values={"name": "Maison Berliet"}, actor=root)


class _Enough(Exception):
    """Ends what is not to last."""


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as handle:
        sheet = csv.DictWriter(handle, list(COLUMNS))
        sheet.writeheader()
        sheet.writerows(rows)
    return path


def outcome(paths: list[Path], actor: Any) -> tuple[Any, list[Any]]:
    """The reports of imports one after the other and all they wrote, of which nothing lasts."""
    found: tuple[Any, list[Any]] = (None, [])
    try:
        with transaction.atomic():
            reports = [load(path, actor=actor)["files"] for path in paths]
            found = (reports, [_told(model) for model in TABLES])
            raise _Enough
    except _Enough:
        return found


def _told(model: Any) -> list[Any]:
    """The rows of a table, with names instead of ids, which no two runs need to share."""
    deals, accounts = (
        dict(kind.objects.values_list("pk", name)) for kind, name in ((Deal, "reference"), (Account, "name"))
    )
    rows = []
    for row in model.objects.values():
        kept = {name: value for name, value in row.items() if name not in ("id", "batch", "object_id")}
        kept["deal_id"] = deals.get(row.get("deal_id"))
        kept["account_id"] = accounts.get(row.get("account_id"))
        if after := row.get("after"):
            kept["after"] = after | {"account": accounts.get(after.get("account"))}
        rows.append(sorted(kept.items()))
    return sorted(rows, key=repr)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, changed=ROWS)
def test_both_ways_come_to_the_same(first, changed, known, root, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("rows")
    paths = [
        written(folder / "first.csv", [GOOD, *first]),
        written(folder / "then.csv", [GOOD, *first[::2], *changed]),
    ]
    by_column = outcome(paths, root)
    with monkeypatch.context() as patched:
        patched.setitem(LOADINGS, "deals", replace(LOADINGS["deals"], plain=None))
        assert outcome(paths, root) == by_column


def taken_by_column(monkeypatch) -> list[int]:
    """How many rows of each batch went in by the column, from now on."""
    sizes: list[int] = []
    whole = plain.load_plain

    def watched(batch, *rest):
        left = whole(batch, *rest)
        sizes.append(len(batch.lines) - len(left))
        return left

    monkeypatch.setattr("carnet.interchange.loading.engine.load_plain", watched)
    return sizes


def test_only_rows_that_need_a_word_are_left_to_be_loaded_one_by_one(known, root, tmp_path, monkeypatch):
    sizes = taken_by_column(monkeypatch)
    plainly = [GOOD | {"reference": f"P{number}"} for number in range(5)]
    path = written(
        tmp_path / "deals.csv",
        [
            *plainly,
            GOOD | {"reference": "P0"},
            GOOD | {"reference": "Q0", "stage": ""},
            GOOD | {"reference": "Q1", "account": "Nouvelle"},
            GOOD | {"reference": "Q2", "closed_on": "2025-01-01"},
            GOOD | {"reference": "Q3", "tags": "vip"},
        ],
    )
    assert counts(load(path, actor=root)) == [(8, 0, 1, 1)]
    # P0 comes twice: which row counts is no matter of columns.
    assert sizes == [4]
    assert counts(load(path, actor=root)) == [(0, 0, 9, 1)]
    # The account is there now, and what these rows say was said before.
    assert sizes == [4, 5]


def test_what_another_stored_meanwhile_is_met_row_by_row(known, root, tmp_path, monkeypatch):
    path = written(tmp_path / "deals.csv", [GOOD, GOOD | {"reference": "D2"}])
    load(path, actor=root)
    deals = LOADINGS["deals"]
    assert deals.plain
    blind = replace(deals.plain, known=lambda references: {})
    monkeypatch.setitem(LOADINGS, "deals", replace(deals, plain=blind))
    path = written(path, [GOOD, GOOD | {"reference": "D2"}, GOOD | {"reference": "D3"}])
    assert counts(load(path, actor=root)) == [(1, 0, 2, 0)]
    assert sorted(Deal.objects.values_list("reference", flat=True)) == ["D1", "D2", "D3"]


def test_a_contradiction_of_the_database_leaves_nothing_of_its_batch(known, root, tmp_path, monkeypatch):
    def refused(*_given, **_named):
        raise IntegrityError

    monkeypatch.setattr("carnet.deals.many.totals.store_lines", refused)
    deals = LOADINGS["deals"]
    path = written(tmp_path / "deals.csv", [GOOD])
    assert counts(load(path, actor=root)) == [(0, 0, 0, 1)]
    assert deals.plain
    assert not Deal.objects.exists()
