"""Errors, bias and coverage over scored forecasts; every number worked out by hand."""

from datetime import date

import pytest

from carnet.forecasting.models import Level, ResultKind
from carnet.forecasting.runs.replays import SERIES
from carnet.forecasting.track_record.queries import (
    compared_periods,
    of_horizon,
    pending,
    replay_standings,
    scored_forecasts,
    standings,
)
from carnet.forecasting.track_record.report import track_record
from tests.forecasting.kept import forecast, of_member, run, score

NIGHT = date(2026, 12, 4)


def said(made: date, value: int, actual: int, **values):
    """A scored forecast of November, made on a day."""
    made_by = values.pop("of", forecast)
    row = made_by(made_on=made, value=value, result=run(as_of=made), **values)
    score(row, actual)
    return row


@pytest.fixture
def november(db) -> None:
    """Of the company: 100 said and 90 arrived, 40 known; 60 said and 90 arrived, 30 known."""
    bounds = {"low": 80_00, "high": 110_00, "baseline": 120_00}
    said(date(2026, 11, 10), 100_00, 90_00, known=40_00, **bounds)
    said(date(2026, 11, 12), 60_00, 90_00, known=30_00, low=50_00, high=70_00)


def test_error_and_bias_are_shares_of_what_was_still_to_come(november, camille):
    [line] = standings(camille.viewer)
    assert (line.kind, line.level, line.method, line.days) == ("pipeline", "company", "forecast", (15, 30))
    assert line.tally.forecasts == 2
    assert line.tally.error == pytest.approx((10 + 30) / (50 + 60))
    assert line.tally.bias == pytest.approx((10 - 30) / (50 + 60))
    assert line.tally.coverage == pytest.approx(1 / 2)
    assert len(line.tally.periods) == 1


def test_the_plain_method_is_judged_where_it_said_something(november, camille):
    [line] = standings(camille.viewer)
    assert line.tally.plain_error == pytest.approx(30 / 50)


def test_levels_methods_and_times_ahead_are_kept_apart(november, bruno, camille):
    said(date(2026, 11, 25), 90_00, 90_00)
    said(date(2026, 11, 10), 70_00, 90_00, method="shrunk", kind=ResultKind.ANNOUNCED)
    of_bruno = {"level": Level.AGENT, "subject_id": bruno.member.pk, "subject": "Bruno"}
    said(date(2026, 11, 10), 10_00, 20_00, **of_bruno)
    told = [
        (line.kind, line.level, line.method, line.days, line.tally.error)
        for line in standings(camille.viewer)
    ]
    assert told == [
        ("pipeline", "company", "forecast", (0, 7), 0.0),
        ("pipeline", "company", "forecast", (15, 30), pytest.approx(40 / 110)),
        ("pipeline", "agent", "forecast", (15, 30), pytest.approx(0.5)),
        ("announced", "company", "shrunk", (15, 30), pytest.approx(20 / 90)),
    ]


def test_without_anything_to_come_there_is_no_share(camille):
    said(date(2026, 11, 29), 50_00, 50_00, known=50_00)
    [line] = standings(camille.viewer)
    assert (line.tally.error, line.tally.bias, line.tally.coverage) == (None, None, None)


def test_the_single_forecasts_are_found_by_how_far_ahead_they_looked(november, camille):
    late = said(date(2026, 11, 25), 90_00, 90_00)
    found = scored_forecasts(camille.viewer)
    assert list(of_horizon(found, 0)) == [late]
    assert of_horizon(found, 2).count() == 2
    assert of_horizon(found, 5).count() == 0


def test_a_period_is_compared_by_what_was_said_fifteen_days_before_its_end(november, camille):
    near = said(date(2026, 11, 16), 95_00, 90_00)
    [shown] = compared_periods(camille.viewer, ResultKind.PIPELINE, "month")
    assert (shown.made_on, shown.value, shown.actual, shown.horizon) == (near.made_on, 95_00, 90_00, 14)
    assert compared_periods(camille.viewer, ResultKind.PIPELINE, "quarter") == []


def test_weeks_of_sales_are_compared_from_monday_to_sunday(camille):
    for first, last in ((16, 22), (17, 23)):
        days = {"from_on": date(2026, 11, first), "until_on": date(2026, 11, last)}
        said(date(2026, 11, first - 1), 7_00, 8_00, kind=ResultKind.DAILY, **days)
    [week] = compared_periods(camille.viewer, ResultKind.DAILY, "week")
    assert week.from_on == date(2026, 11, 16)


def test_each_viewer_reads_the_record_of_their_own_lines(november, helene, bruno, chloe):
    for member, level in ((bruno.member, Level.AGENT), (helene.member, Level.MANAGER)):
        score(of_member(member, level, value=10_00), 20_00)
    assert {line.level for line in standings(helene.viewer)} == {"manager", "agent"}
    assert {line.level for line in standings(bruno.viewer)} == {"agent"}
    assert standings(chloe.viewer) == []
    assert [one.subject for one in compared_periods(helene.viewer, ResultKind.PIPELINE, "month")] == [
        "Hélène"
    ]
    assert track_record(chloe.viewer, on=NIGHT, limit=10)["count"] == 0


def test_what_waits_says_when_the_first_will_be_scored(november, camille, chloe):
    forecast(made_on=date(2026, 11, 26))
    forecast(made_on=date(2026, 11, 26), until_on=date(2026, 12, 31))
    waiting = pending(camille.viewer, on=date(2026, 11, 27))
    assert (waiting.forecasts, waiting.first_on) == (2, NIGHT)
    assert pending(camille.viewer, on=date(2026, 12, 10)).first_on == date(2027, 1, 4)
    assert pending(chloe.viewer, on=NIGHT).forecasts == 0


@pytest.fixture
def replayed(bruno) -> None:
    about = {"kind": "pipeline", "method": "forecast", "made_on": "2026-10-16", "from_on": "2026-10-01"}
    amounts = {"until_on": "2026-10-31", "known": 0, "low": 5_00, "high": 15_00, "baseline": 30_00}
    rows = [
        about | amounts | {"level": level, "subject_id": pk, "subject": name, "value": 10_00, "actual": 20_00}
        for level, pk, name in (("company", 0, ""), ("agent", bruno.member.pk, "Bruno"), ("agent", 0, ""))
    ]
    run(kind=ResultKind.PIPELINE_BACKTEST, series=SERIES, details={"replays": rows})


def test_replays_stand_apart_and_are_in_no_sum_of_the_record(replayed, camille):
    assert standings(camille.viewer) == []
    found = track_record(camille.viewer, on=NIGHT, limit=10)
    assert (found["count"], found["summary"], found["forecasts"]) == (0, [], [])
    assert [line["error"] for line in found["replays"]["summary"]] == [0.5, 0.5]
    assert all(one["is_replay"] for one in found["replays"]["forecasts"])


def test_replays_are_shown_by_the_same_rule(replayed, bruno, chloe):
    assert [line.level for line in replay_standings(bruno.viewer)] == ["agent"]
    assert replay_standings(chloe.viewer) == []


def test_the_record_as_json_says_what_was_said_and_what_happened(november, camille):
    found = track_record(camille.viewer, on=NIGHT, limit=1)
    assert (found["count"], found["pending"], found["next_score_on"]) == (2, 0, None)
    assert found["summary"][0] | {"days_ahead": None} == {
        "kind": "pipeline",
        "level": "company",
        "method": "forecast",
        "days_ahead": None,
        "forecasts": 2,
        "periods": 1,
        "error": 0.3636,
        "bias": -0.1818,
        "baseline_error": 0.6,
        "coverage_80": 0.5,
        "within": 1,
        "bounded": 2,
    }
    [latest] = found["forecasts"]
    assert latest == {
        "kind": "pipeline",
        "level": "company",
        "subject": None,
        "method": "forecast",
        "made_on": "2026-11-12",
        "from": "2026-11-01",
        "until": "2026-11-30",
        "known": "30.00",
        "value": "60.00",
        "low": "50.00",
        "high": "70.00",
        "baseline": None,
        "actual": "90.00",
        "error": "-30.00",
        "is_within": False,
        "scored_on": "2026-12-04",
    }
