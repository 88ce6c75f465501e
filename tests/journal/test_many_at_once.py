"""Many new records at once are made, judged and stored as each would be alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from carnet.catalogue.models import Product
from carnet.core.errors import DomainError
from carnet.deals.models import Deal, DealState, Stage
from carnet.directory.models import Account, Contact
from carnet.journal import bulk, changes
from carnet.journal.bulk import new_record
from carnet.journal.documents import documents
from carnet.journal.queries import lines_of
from carnet.sales.models import Sale

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 30, 15, 123456, tzinfo=UTC)


def account(name: str = "Maison Berliet", **values) -> Account:
    return new_record(Account, {"name": name, "created_at": NOW, "updated_at": NOW, **values})


def columns(record) -> dict:
    """What a record holds, without what Django keeps beside it."""
    return {name: value for name, value in vars(record).items() if name != "_state"}


def test_a_record_made_quickly_holds_what_djangos_own_holds():
    stage, parent = Stage(pk=3, name="Gagnée", kind="won"), Account(pk=7, name="Groupe")
    for model, values in (
        (Account, {"name": "Maison Berliet", "tags": ["vip"], "parent": parent}),
        (Contact, {"first_name": "Margaux", "account": None}),
        (Deal, {"reference": "D1", "stage": stage, "account": parent, "closed_on": date(2026, 3, 1)}),
        (DealState, {"stage": stage, "from_on": date(2026, 1, 1), "at": NOW, "amount": None}),
        (Sale, {"sold_on": date(2026, 1, 1), "quantity": Decimal("1.500"), "amount": 1200}),
    ):
        quick, usual = new_record(model, values), model(**values)
        assert columns(quick) == columns(usual)
        assert quick._state.fields_cache == usual._state.fields_cache


def test_two_records_share_no_list():
    one, other = account(), account()
    one.tags.append("vip")
    one.custom["size"] = "38"
    assert (other.tags, other.custom) == ([], {})


def test_what_is_stored_is_read_back_and_ids_follow_one_another():
    many = [
        account("Un", tags=["a", "b"], custom={"size": "38"}, employees=12),
        account("Deux", note="L'été\nœuf", annual_revenue=None),
    ]
    bulk.store(many)
    assert many[1].pk == many[0].pk + 1
    for record in many:
        assert columns(Account.objects.get(pk=record.pk)) == columns(record)
    later = Account.objects.create(name="Trois", created_at=NOW, updated_at=NOW)
    assert later.pk == many[1].pk + 1


def test_a_refused_set_leaves_nothing():
    double = [
        new_record(Product, {"name": name, "reference": "P1", "created_at": NOW, "updated_at": NOW})
        for name in ("Un", "Deux")
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.store(double)
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": ""},
        {"name": "x" * 201},
        {"note": "nul \x00"},
        {"note": "seul \ud800"},
        {"kind": "ami"},
        {"employees": -1},
        {"employees": 10**12},
        {"founded_year": 99_999},
        {"website": "x" * 5_000},
        {"custom": {"size": "\x00"}},
        {"tags": ["\ud800"]},
    ],
    ids=repr,
)
def test_the_column_judges_as_the_record_alone(values):
    one = account(**{"name": "Maison Berliet", **values})
    try:
        changes.check(one)
        alone = True
    except DomainError:
        alone = False
    assert changes.are_sound([account("Un"), one, account("Deux")]) is alone


def test_a_day_nobody_means_is_found_among_others():
    fine = {"reference": "D", "name": "n", "created_on": date(2026, 1, 1), "stage_since": date(2026, 1, 1)}
    stamps = {"created_at": NOW, "updated_at": NOW, "stage_kind": "engaging"}
    right, wrong = (
        new_record(Deal, {**fine, **stamps, "engaged_on": day}) for day in (date(2026, 1, 1), date(1, 1, 1))
    )
    assert changes.are_sound([right])
    assert not changes.are_sound([right, wrong])


def test_what_is_equal_and_not_the_same_is_told_as_it_is():
    columns = {
        "flag": [1, True, 1.0, None],
        "day": [date(2026, 1, 1)] * 3 + [None],
        "empty": ["", [], None, {}],
    }
    assert documents(columns, [{}, {"empty": []}, {"new": None}, {}]) == [
        '{"flag":1,"day":"2026-01-01"}',
        '{"flag":true,"day":"2026-01-01","empty":[]}',
        '{"flag":1.0,"day":"2026-01-01","new":null}',
        "{}",
    ]
    assert documents({"name": ["", ""]}, [{}, {}]) == ["{}", "{}"]


def test_the_lines_of_many_tell_what_the_line_of_one_tells(root):
    values = [
        {"name": "Un", "tags": ["a", "é"], "custom": {"size": "38"}, "employees": 0},
        {"name": "Deux « 2 »", "note": 'L\'été\n"œuf"', "annual_revenue": 1_200, "parent_id": None},
        {"name": "Trois", "employees": 12, "city": "Lyon"},
    ]
    extras = [
        {"lines": [], "employees": 7},
        {"name": "Deux « 2 »"},
        {"city": "LYON", "founded": "2026-01-01"},
    ]
    many = [account(**one) for one in values]
    changes.insert_many(many, actor=root, extras=extras)
    for record, extra, one in zip(many, extras, values, strict=True):
        alone = changes.insert(account(**one), actor=root, extra=extra)
        (told,), (expected,) = lines_of(record), lines_of(alone)
        assert told.after == expected.after
        assert (told.label, told.action, told.at) == (expected.label, expected.action, expected.at)
