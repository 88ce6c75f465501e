"""The one door: measures by dimensions over the small world, by hand."""

from decimal import Decimal

import pytest

from carnet.core.errors import Invalid
from carnet.deals.agenda import create_activity
from carnet.directory.actions import new_account
from carnet.journal.changes import insert_many
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.filters import Filters
from carnet.metrics.measures import MEASURES
from carnet.metrics.query import answer, dictionary, query
from tests.conftest import NOW


def rows(person, measure, by=None, **raw):
    filters = Filters.parse(person.viewer, {key: [value] for key, value in raw.items()})
    return [(row.key, row.value) for row in query(person.viewer, measure, by, filters)]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("deals", 12),
        ("won_sales", 6),
        ("lost_sales", 2),
        ("engaging_sales", 2),
        ("prospecting_sales", 2),
        ("open_sales", 4),
        ("revenue", 889_95),
        ("lost_value", 350_50),
        ("engaging_value", 591_00),
        ("prospecting_value", 80_00),
        ("open_value", 671_00),
        ("weighted_open_value", 235_40),  # 90 x 0.3 + 501 x 0.4 + 80 x 0.1
        ("win_rate", 0.75),
        ("average_revenue", 148_32),
        ("revenue_per_product", 444_98),
        ("products_sold", 2),
        ("sales_cycle_days", 27.5),  # 15, 30, 5 and 60 days
        ("average_discount", -39_01 / 801_00),  # closed for 840.01 what lists at 801.00
        ("new_deals", 12),
        ("active_accounts", 2),
        ("repeat_rate", 1.0),
        ("accounts_created", 3),
    ],
)
def test_each_measure_of_deals_and_accounts(world, camille, measure, value):
    assert rows(camille, measure) == [(None, value)]


def test_the_largest_comes_first_then_names_then_nobody(world, camille):
    assert rows(camille, "deals", "product") == [
        ("Portrait", 5),
        ("Reportage", 4),
        (None, 2),
        ("Album", 1),
    ]
    assert rows(camille, "won_sales", "city") == [("Lyon", 3), ("Lille", 2), (None, 1)]
    assert rows(camille, "lost_sales", "agent") == [("Bruno", 1), ("Chloé", 1), (None, 0)]


def test_the_calendar_comes_in_its_order(world, camille):
    assert rows(camille, "revenue", "month", to="2026-04-30") == [
        ("2026-01", 100_00),
        ("2026-02", 340_00),
        ("2026-03", 400_01),
        ("2026-04", 49_94),
    ]
    assert rows(camille, "won_sales", "quarter", to="2026-04-30") == [("2026-Q1", 5), ("2026-Q2", 1)]
    assert rows(camille, "deals", "week", to="2026-02-09") == [
        ("2026-W04", 1),
        ("2026-W06", 1),
        ("2026-W07", 1),
    ]
    assert rows(camille, "deals", "year") == [("2026", 12)]
    assert rows(camille, "deals", "day", to="2026-02-06") == [("2026-01-20", 1), ("2026-02-06", 1)]


def test_an_average_by_month_is_not_an_average_of_days(world, camille):
    assert rows(camille, "active_accounts", "year") == [("2026", 2)]
    assert rows(camille, "repeat_rate", "month", to="2026-02-28") == [("2026-01", 0.0), ("2026-02", 0.0)]
    assert rows(camille, "average_revenue", "month", to="2026-02-28") == [
        ("2026-01", 100_00),
        ("2026-02", 170_00),
    ]


def test_new_deals_fall_on_the_day_they_began(world, camille):
    assert rows(camille, "new_deals", "month", to="2026-04-30") == [
        ("2026-01", 3),
        ("2026-02", 2),
        ("2026-03", 1),
        ("2026-04", 1),
    ]


def test_activities_count_on_the_company_s_day_they_were_done(world, root, bruno, camille):
    late = NOW.replace(month=5, day=31, hour=23)  # already the first of June in Paris
    values = {"kind": "call", "subject": "Relance", "starts_at": late, "owner": bruno.member}
    create_activity(values={**values, "status": "done", "account": world.accounts["Achard"]}, actor=root)
    create_activity(values={**values, "status": "planned"}, actor=root)
    assert rows(camille, "activities_done", "day") == [("2026-06-01", 1)]
    assert rows(camille, "activities_done", "sector", **{"from": "2026-06-01"}) == [("industrie", 1)]
    assert rows(camille, "activities_done", to="2026-05-31") == [(None, 0)]


def test_several_measures_and_dimensions_at_once(world, camille):
    found = query(camille.viewer, ["won_sales", "revenue"], ["office", "stage_kind"])
    assert [(row.keys, row.values) for row in found][:2] == [
        (("Lyon", "won"), (3, 440_00)),
        ((None, "won"), (3, 449_95)),
    ]
    assert len(found) == 8


def test_a_breakdown_may_have_more_groups_than_an_engine_takes_ids(camille):
    insert_many([new_account({"name": f"Compte {number:04d}"}) for number in range(600)], actor=camille.actor)
    found = query(camille.viewer, "accounts_created", "account")
    assert [row.key for row in found] == [f"Compte {number:04d}" for number in range(600)]


def test_every_legal_question_is_answered_and_every_other_refused(world, camille):
    for key, measure in MEASURES.items():
        for name, dimension in DIMENSIONS.items():
            if measure.fact in dimension.columns:
                query(camille.viewer, key, name)
            else:
                with pytest.raises(Invalid) as refusal:
                    query(camille.viewer, key, name)
                assert refusal.value.field == "by"


@pytest.mark.parametrize(
    ("measure", "by", "field"),
    [
        ("turnover", "agent", "measure"),
        ([], "agent", "measure"),
        ("revenue", "colour", "by"),
        ("revenue", ["agent", "product", "sector", "city"], "by"),
        ("sales_revenue", "stage_kind", "by"),
        ("deals", "store", "by"),
    ],
)
def test_an_unknown_or_impossible_question_names_its_fault(camille, measure, by, field):
    with pytest.raises(Invalid) as refusal:
        query(camille.viewer, measure, by)
    assert refusal.value.field == field


def test_the_answer_is_that_of_the_api(world, camille):
    raw = {"measure": ["revenue"], "by": ["sector"], "agent": ["Bruno"]}
    found = answer(camille.viewer, raw, now=NOW)
    assert [(row["key"], row["value"]) for row in found["rows"]] == [
        ("mode", "340.00"),
        ("industrie", "100.00"),
        (None, "0.00"),
    ]
    assert found["filters"]["agent"] == ["Bruno"]
    assert found["revision"] > 0


def test_values_become_json_by_their_unit():
    assert MEASURES["revenue"].as_json(123450) == "1234.50"
    assert MEASURES["average_revenue"].as_json(None) is None
    assert MEASURES["win_rate"].as_json(0.75) == 0.75
    assert MEASURES["sales_quantity"].as_json(Decimal("30.000")) == 30
    assert MEASURES["sales_quantity"].as_json(Decimal("1.250")) == 1.25


def test_the_dictionary_defines_every_measure_and_says_what_it_splits_by():
    found = dictionary()
    assert all(entry["definition"].endswith(".") and entry["label"] for entry in found["measures"])
    splits = {entry["key"]: entry["dimensions"] for entry in found["measures"]}
    assert "stage_kind" in splits["revenue"]
    assert "stage_kind" not in splits["sales_revenue"]
    assert {"sector", "region", "city", "month", "stage_kind", "store"} <= {
        entry["key"] for entry in found["dimensions"]
    }
