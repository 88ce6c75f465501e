"""A run is kept once for the same data and day, whole or not at all, and counts once a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from carnet.deals.actions import create_deal, lose_deal, update_deal, win_deal
from carnet.forecasting.announced.report import report_of
from carnet.forecasting.models import AnalysisResult, Forecast, ResultKind
from carnet.forecasting.queries import latest_result, result_as_of
from carnet.forecasting.runs import keeping
from carnet.forecasting.runs.announced import recompute_announced, record_announced

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MONTH = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30)}


def announced(root, amount: int, **values):
    usual = {"name": "Campagne", "amount": amount, "engaged_on": date(2026, 9, 1)}
    return create_deal(values={**usual, "expected_close_on": date(2026, 11, 28), **values}, actor=root)


@pytest.fixture
def sales(helene, bruno, root):
    """Of Bruno's four: one paid 200 and one refused in November, 1000 and 60 waiting; the rate is a half."""
    own = {"agent": bruno.member}
    win_deal(deal=announced(root, 200_00, **own), on=date(2026, 11, 5), actor=root)
    lose_deal(deal=announced(root, 80_00, **own), on=date(2026, 11, 6), actor=root)
    announced(root, 1000_00, **own)
    return announced(root, 60_00, **own)


def recompute(as_of: date = TODAY, now: datetime = NOW) -> AnalysisResult | None:
    return recompute_announced(**MONTH, as_of=as_of, now=now)


def record(as_of: date = TODAY, now: datetime = NOW) -> AnalysisResult | None:
    return record_announced(**MONTH, as_of=as_of, now=now)


def test_a_run_keeps_the_report_its_revision_and_its_time(sales):
    result = recompute()
    assert (result.kind, result.as_of, result.created_at) == (ResultKind.ANNOUNCED, TODAY, NOW)
    assert result.value == 200_00 + 530_00
    assert result.revision > 0
    assert result.seconds > 0
    assert report_of(AnalysisResult.objects.get().details).total.forecast == 730_00


def test_the_same_data_on_the_same_day_is_computed_once(sales, monkeypatch):
    first = recompute()
    monkeypatch.setattr("carnet.forecasting.runs.announced.announced_report", None)
    again = recompute(now=NOW + timedelta(minutes=30))
    assert again == first
    assert again.created_at == NOW
    assert AnalysisResult.objects.count() == 1


def test_changed_data_or_another_day_makes_another_run(sales, root):
    recompute()
    update_deal(deal=sales, values={"amount": 70_00}, actor=root)
    assert recompute().value == 735_00
    recompute(as_of=TODAY + timedelta(days=1))
    assert AnalysisResult.objects.count() == 3


def test_where_nothing_was_announced_nothing_is_kept(camille):
    assert recompute() is None
    assert record() is None
    assert not AnalysisResult.objects.exists()


def test_a_run_of_the_day_under_way_is_kept_and_counts_for_nothing(sales):
    recompute()
    assert not Forecast.objects.exists()


def test_a_finished_day_enters_the_record_once_whatever_is_corrected_later(sales, helene, bruno, root):
    assert record() is not None
    rows = {(row.level, row.subject, row.method): row for row in Forecast.objects.all()}
    assert set(rows) == {
        ("company", "", "forecast"),
        ("company", "", "shrunk"),
        ("manager", "Hélène", "forecast"),
        ("manager", "Hélène", "shrunk"),
        ("agent", "Bruno", "forecast"),
        ("agent", "Bruno", "shrunk"),
    }
    group = rows["manager", "Hélène", "forecast"]
    assert (group.known, group.value, group.made_on, group.until_on) == (
        200_00,
        730_00,
        TODAY,
        MONTH["until_on"],
    )
    assert group.baseline == 200_00 + round(200_00 * 10 / 90)
    assert rows["company", "", "shrunk"].value == rows["manager", "Hélène", "shrunk"].value
    update_deal(deal=sales, values={"amount": 70_00}, actor=root)
    assert record() is None
    assert Forecast.objects.count() == 6
    assert AnalysisResult.objects.count() == 1


def test_who_recomputes_a_day_already_recorded_gets_a_run_that_counts_for_nothing(sales, root):
    recorded = record()
    update_deal(deal=sales, values={"amount": 70_00}, actor=root)
    live = recompute()
    assert live != recorded
    assert not live.forecasts.exists()


def test_the_latest_run_and_that_of_a_past_day_are_found_by_kind_and_period(sales, root):
    early = recompute(as_of=date(2026, 11, 18), now=NOW - timedelta(days=2))
    late = recompute()
    recompute_announced(from_on=date(2026, 10, 1), until_on=date(2026, 12, 31), as_of=TODAY, now=NOW)
    assert latest_result(ResultKind.ANNOUNCED, **MONTH) == late
    assert result_as_of(ResultKind.ANNOUNCED, date(2026, 11, 19), **MONTH) == early
    assert result_as_of(ResultKind.ANNOUNCED, date(2026, 11, 17), **MONTH) is None
    assert latest_result(ResultKind.PIPELINE, **MONTH) is None


def test_a_run_that_fails_on_its_way_leaves_nothing(sales, monkeypatch):
    def broken(*_args):
        raise RuntimeError("the power went")

    monkeypatch.setattr(keeping, "_rows", broken)
    with pytest.raises(RuntimeError):
        record()
    assert not AnalysisResult.objects.exists()
