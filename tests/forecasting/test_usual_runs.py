"""By the clock the usual periods are computed as they stand, and once a day what the finished day said."""

from datetime import date

import pytest

from carnet.deals.actions import create_deal, lose_deal, win_deal
from carnet.forecasting.models import AnalysisResult, Forecast, Level, ResultKind
from carnet.forecasting.pipeline.forecast import forecast_pipeline
from carnet.forecasting.pipeline.reading import load_history
from carnet.forecasting.runs import replays, usual
from carnet.forecasting.runs.pipeline import pipeline_of
from carnet.forecasting.spans import finished, name_of
from tests.conftest import NOW

TODAY, YESTERDAY = date(2026, 11, 20), date(2026, 11, 19)
LEVELS = (Level.COMPANY, Level.MANAGER, Level.AGENT)
SPANS = {
    (date(2026, 11, 1), date(2026, 11, 30)),
    (date(2026, 10, 1), date(2026, 12, 31)),
    (date(2026, 1, 1), date(2026, 12, 31)),
}


@pytest.fixture
def past(helene, bruno, chloe, root) -> None:
    """Twenty deals since May, every third one lost, the youngest five still open."""
    for number in range(20):
        day = date.fromordinal(date(2026, 5, 4).toordinal() + 10 * number)
        agent = (bruno, chloe)[number % 2].member
        deal = create_deal(
            values={"name": f"{number}", "amount": 100_00 + number, "engaged_on": day, "agent": agent},
            actor=root,
        )
        end = date.fromordinal(day.toordinal() + 20 + number % 7)
        if number < 15:
            close = lose_deal if number % 3 == 2 else win_deal
            close(deal=deal, on=end, actor=root)


def refresh() -> list[AnalysisResult]:
    return usual.refresh_pipeline(today=TODAY, now=NOW)


def test_the_month_the_quarter_and_the_year_are_kept_as_they_stand(past):
    runs = refresh()
    assert {(run.from_on, run.until_on) for run in runs} == SPANS
    assert {run.as_of for run in runs} == {TODAY}


def test_only_what_yesterday_said_counts_and_parts_add_up(past):
    refresh()
    assert set(Forecast.objects.values_list("made_on", flat=True)) == {YESTERDAY}
    assert set(Forecast.objects.values_list("from_on", "until_on").distinct()) == SPANS
    of_year = Forecast.objects.filter(from_on=date(2026, 1, 1))
    sums = {
        level: [row.value for row in of_year.filter(level=level)] for level in ("company", "manager", "agent")
    }
    assert sum(sums["company"]) == sum(sums["manager"]) == sum(sums["agent"]) > 0
    assert len(sums["agent"]) == 2
    company = of_year.get(level=Level.COMPANY)
    assert company.low <= company.value <= company.high
    assert company.baseline > company.known > 0


def test_what_was_recorded_is_what_a_replay_of_that_day_says(past):
    refresh()
    days = {"from_on": date(2026, 10, 1), "until_on": date(2026, 12, 31)}
    replayed = forecast_pipeline(load_history(), **days, as_of=YESTERDAY)
    recorded = Forecast.objects.get(level=Level.COMPANY, **days)
    assert (recorded.value, recorded.low, recorded.high) == (
        replayed.company.forecast,
        replayed.company.low,
        replayed.company.high,
    )


def test_a_kept_run_reads_back_as_it_was(past):
    run = next(run for run in refresh() if run.from_on == date(2026, 10, 1))
    days = {"from_on": run.from_on, "until_on": run.until_on, "as_of": TODAY}
    made = forecast_pipeline(load_history(), **days)
    kept = pipeline_of(AnalysisResult.objects.get(pk=run.pk))
    assert (kept.company, kept.managers, kept.agents) == (made.company, made.managers, made.agents)
    assert kept.model == made.model


def test_an_unchanged_half_hour_reads_no_deal(past, django_assert_max_num_queries, monkeypatch):
    refresh()
    monkeypatch.setattr("carnet.forecasting.pipeline.reading.load_history", None)
    with django_assert_max_num_queries(9):
        assert len(refresh()) == 3
    assert AnalysisResult.objects.count() == 6


def test_the_record_grows_by_a_day_a_day(past):
    refresh()
    first = Forecast.objects.count()
    usual.refresh_pipeline(today=date(2026, 11, 21), now=NOW)
    assert Forecast.objects.count() == 2 * first
    assert set(Forecast.objects.values_list("made_on", flat=True)) == {YESTERDAY, TODAY}


def test_too_little_history_is_kept_as_a_reason_and_enters_no_record(bruno, root):
    create_deal(values={"name": "Première", "amount": 100_00, "agent": bruno.member}, actor=root)
    runs = refresh()
    assert str(pipeline_of(runs[0]).company.reason)
    assert not Forecast.objects.filter(
        kind=ResultKind.PIPELINE, method="forecast", low__isnull=False
    ).exists()


def test_an_empty_company_keeps_nothing_so_that_an_archive_can_still_be_read_into_it(camille):
    assert refresh() == []
    assert usual.refresh_announced(today=TODAY, now=NOW) == []
    assert replays.look_back_at_deals(as_of=YESTERDAY, now=NOW) is None
    assert not AnalysisResult.objects.exists()


def test_replays_stand_beside_what_happened_and_enter_no_record(past):
    run = replays.look_back_at_deals(as_of=YESTERDAY, now=NOW)
    assert run.kind == ResultKind.PIPELINE_BACKTEST
    assert not Forecast.objects.exists()
    october = [
        one
        for one in replays.kept_replays()
        if one.level == Level.COMPANY and one.until_on == date(2026, 10, 31) and one.from_on.month == 10
    ]
    assert [(one.made_on, one.actual > 0) for one in october] == [(date(2026, 10, 16), True)]


def test_finished_periods_are_whole_ones_before_a_day():
    assert finished("month", by=date(2026, 11, 30), count=2) == [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), date(2026, 11, 30)),
    ]
    assert finished("quarter", by=date(2026, 11, 29), count=1) == [(date(2026, 7, 1), date(2026, 9, 30))]
    assert name_of((date(2026, 7, 1), date(2026, 9, 30))) == "quarter"
    assert name_of((date(2026, 7, 1), date(2026, 9, 29))) is None
