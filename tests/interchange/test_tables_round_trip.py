"""Whatever people typed comes back from our own CSV, XLSX and JSON as it was, into an empty Carnet."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from carnet.catalogue import actions as catalogue
from carnet.core.acting import Actor, Role
from carnet.deals import actions as deals
from carnet.deals import agenda, queries
from carnet.directory import actions as directory
from carnet.identity import actions as identity
from carnet.identity.visibility import Viewer
from carnet.interchange.files import open_tables
from carnet.interchange.out import csv_lines, xlsx_chunks
from carnet.interchange.records.files import file_chunks
from carnet.interchange.records.kinds import RECORD_KINDS
from carnet.interchange.values.texts import text_of
from carnet.sales import actions as sales
from tests.conftest import NOW
from tests.interchange.archives import made_new
from tests.interchange.importing import load

EXAMPLES = 3
ROOT = Actor(name="carnet", at=NOW, role=Role.OWNER, via="command")
EVERYTHING = Viewer(user_id=0, name="carnet", role=Role.OWNER, sees_all=True)
PIECES = [
    *"=+-@'\"\t;,|/\\%_ aZé9\u00a0\u200f\u202b🎉あ",
    *("\n", "\r\n", "''=", "=cmd|' /C calc'!A0", "_x000D_", "12,50", "2026-11-20", "[", '[{"value": 1}]'),
    *("(", ") (", "#N/A", "#REF!", "null", "NaN", "TRUE", "1e5", "http://x.example", "--", "\u2028", "«"),
    *("&amp;<b>", "\ufeff"),
]
odd = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def company_of(texts: list[str]) -> None:
    """Each kind with these texts in every place that takes one."""
    text = [one.strip()[:100].strip() for one in texts] * 6
    name = [f"{one} {chr(97 + at)}" for at, one in enumerate(text)]
    names, rest = iter([one.strip() for one in name]), iter(text)
    office = identity.create_office(name=next(names), actor=ROOT)
    head = identity.create_member(values={"name": next(names), "is_agent": False}, actor=ROOT)
    team = identity.create_team(name=next(names), office=office, head=head, actor=ROOT)
    agent = identity.create_member(values={"name": next(names), "team": team}, actor=ROOT)
    price = {"list_price": 1999, "stock": -3, "category": next(rest), "is_active": False}
    product = catalogue.create_product(
        values={"name": next(names), "reference": next(names), **price}, actor=ROOT
    )
    plain = catalogue.create_product(values={"name": next(names)}, actor=ROOT)
    place = {"address": next(rest), "city": next(rest), "employees": 4}
    store = catalogue.create_store(values={"name": next(names), **place}, actor=ROOT)
    parent = directory.create_account(
        values={"name": next(names), "owner": agent, "is_private": True}, actor=ROOT
    )
    account = directory.create_account(
        values={
            "name": next(names),
            "parent": parent,
            "kind": "supplier",
            "sector": next(rest),
            "phone": "+1 (415) 555-0000",
            "email": "Jean.D@x.example",
            "annual_revenue": -1,
            "tags": list(dict.fromkeys(" ".join(one.split()) for one in texts)),
            "note": next(rest),
            "source": next(rest),
            "city": next(rest),
        },
        actor=ROOT,
    )
    _people(account, agent, rest, names)
    _trade(account, [product, plain], store, rest, names)


def _people(account: Any, agent: Any, rest: Any, names: Any) -> None:
    kinds = [next(rest)[:40].strip() for _number in range(4)]
    directory.create_contact(
        values={
            "prefix": kinds[0],
            "first_name": next(names),
            "middle_name": next(rest),
            "last_name": next(rest),
            "suffix": kinds[1],
            "nickname": next(rest),
            "job_title": next(rest),
            "account": account,
            "emails": [{"value": "A.b@c.example", "kind": kinds[0]}, {"value": "d@e.example", "kind": ""}],
            "phones": [
                {"value": "06/12/34/56/78, poste (3)", "kind": kinds[2]},
                {"value": "+999 1", "kind": ""},
            ],
            "urls": [{"value": "https://x.example/(a);b", "kind": kinds[3]}],
            "addresses": [{"street": next(rest), "city": "Lyon", "kind": kinds[1]}, {"country": "France"}],
            "birthday": "--05-09",
            "categories": [" ".join(kinds[3].split())],
            "note": next(rest),
            "owner": agent,
            "is_private": True,
        },
        actor=ROOT,
    )
    directory.create_contact(values={"emails": [{"value": "only@c.example", "kind": ""}]}, actor=ROOT)


def _trade(account: Any, products: list[Any], store: Any, rest: Any, names: Any) -> None:
    product, plain = products
    agent = account.parent.owner
    lines = [{"product": product, "quantity": "2.5", "unit_price": -100}, {"product": plain}]
    won = queries.visible_stages(EVERYTHING).get(kind="won")
    deal = deals.create_deal(
        values={
            "name": next(names),
            "account": account,
            "agent": agent,
            "lines": lines,
            "stage": won,
            "closed_amount": 123_456_789_01,
            "closed_on": NOW.date(),
            "engaged_on": NOW.date() - timedelta(days=3),
            "is_new_customer": False,
            "probability": 0.07,
            "next_step": next(rest),
            "source": next(rest),
            "note": next(rest),
        },
        actor=ROOT,
    )
    deals.create_deal(values={"name": next(names), "amount": 1, "expected_close_on": NOW.date()}, actor=ROOT)
    call = {"kind": "call", "direction": "in", "nature": "legal", "note": next(rest)}
    times = {"starts_at": NOW + timedelta(microseconds=1), "ends_at": NOW + timedelta(hours=1)}
    done = {"status": "done", "deal": deal, "owner": agent, "subject": next(names)}
    agenda.create_activity(values={**call, **times, **done}, actor=ROOT)
    sold = {"sold_on": NOW.date(), "product": product, "store": store, "account": account, "owner": agent}
    for number in range(2):
        sales.create_sale(
            values={**sold, "quantity": Decimal("-0.125"), "amount": -100 - number, "reference": next(names)},
            actor=ROOT,
        )
        sales.create_sale(values={"sold_on": NOW.date(), "amount": 500}, actor=ROOT)


def given_out() -> dict[str, list[str]]:
    """Every record as it leaves, without what belongs to one Carnet alone."""
    found = {}
    for name, kind in RECORD_KINDS.items():
        records = json.loads(b"".join(file_chunks(kind, "json", EVERYTHING)))
        found[name] = sorted(json.dumps(_bare(record), sort_keys=True) for record in records)
    return found


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        own = ("id", "created_at", "updated_at", "version")
        return {name: _bare(part) for name, part in value.items() if name not in own}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def through(folder: Path, wanted: str) -> None:
    """Everything out, an empty Carnet, everything in."""
    for name, kind in RECORD_KINDS.items():
        (folder / f"{name}.{wanted}").write_bytes(b"".join(file_chunks(kind, wanted, EVERYTHING)))
    made_new(owner=False)
    report = load(folder, actor=ROOT)
    refused = [(file["path"], file["errors"]) for file in report["files"] if file["errors"]]
    assert not refused


def came_back(texts: list[str], folder: Path, wanted: str) -> None:
    company_of(texts)
    before = given_out()
    through(folder, wanted)
    after = given_out()
    for name in before:
        assert after[name] == before[name]


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
@pytest.mark.django_db
def test_every_kind_comes_back_as_it_was(tmp_path, wanted) -> None:
    came_back(["".join(PIECES[at::4]) for at in range(4)], tmp_path, wanted)


@pytest.mark.django_db
def test_whatever_was_typed_comes_back(tmp_path_factory) -> None:
    @settings(
        max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(odd.filter(str.strip), min_size=4, max_size=4))
    def attempt(texts: list[str]) -> None:
        with transaction.atomic():
            came_back(texts, tmp_path_factory.mktemp("out"), "csv")
            transaction.set_rollback(True)

    attempt()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(odd, min_size=2, max_size=2), min_size=1, max_size=20))
def test_a_text_of_csv_comes_back(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("out") / "out.csv"
    path.write_bytes("".join(csv_lines(["one", "two", "three"], _marked(rows))).encode())
    assert _read(path) == [[one.strip() for one in row] for row in rows]


def test_a_text_of_xlsx_comes_back(tmp_path) -> None:
    path = tmp_path / "out.xlsx"
    rows = [["".join(PIECES[at:] + PIECES[:at]), PIECES[at]] for at in range(len(PIECES))]
    path.write_bytes(b"".join(xlsx_chunks("out", ["one", "two", "three"], _marked(rows))))
    assert _read(path) == [[one.strip() for one in row] for row in rows]


def _marked(rows: list[list[str]]) -> list[list[str]]:
    """With a third cell, as a row of blanks is none."""
    return [[*row, "x"] for row in rows]


def _read(path: Path) -> list[list[str]]:
    [table] = open_tables(path)
    return [[text_of(cell) for cell in row.cells[:2]] for row in table.rows()]
