"""Forecasts are computed every half hour and every night, and nobody waits for the night on the first day."""

from datetime import UTC, date, datetime

import pytest

from carnet.catalogue.actions import create_store
from carnet.deals.actions import create_deal, win_deal
from carnet.forecasting import tasks
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.models import AnalysisResult, Forecast, Level, ResultKind, Score
from carnet.forecasting.runs.daily import forecast_subjects
from carnet.jobs.queue import queue
from carnet.ops import schedule
from carnet.sales.actions import create_sale
from tests.forecasting.kept import forecast

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(monkeypatch) -> None:
    monkeypatch.setattr(tasks, "now", lambda: NOW)


@pytest.fixture
def announced(bruno, root) -> None:
    values = {"name": "Vente", "amount": 100_00, "agent": bruno.member, "engaged_on": date(2026, 10, 1)}
    win_deal(deal=create_deal(values=values, actor=root), on=date(2026, 11, 10), actor=root)
    create_deal(values=values | {"expected_close_on": date(2026, 11, 28)}, actor=root)


def due(*moment: int) -> set[str]:
    return {task.name for task in queue.read_periodic(datetime(*moment))}  # noqa: DTZ001 - huey's clock


def test_the_timetable():
    assert "forecast_every_half_hour" in due(2026, 11, 20, 12, 0) & due(2026, 11, 20, 12, 30)
    assert "forecast_every_half_hour" not in due(2026, 11, 20, 12, 15)
    assert "forecast_every_night" in due(2026, 11, 20, 1, 10)
    assert "look_back_every_week" in due(2026, 11, 22, 3, 40)
    assert "look_back_every_week" not in due(2026, 11, 23, 3, 40)


def test_half_an_hour_brings_announced_sales_and_the_pipeline(announced):
    schedule.forecast_every_half_hour.call_local()
    kinds = AnalysisResult.objects.filter(as_of=date(2026, 11, 20)).values_list("kind", flat=True)
    assert sorted(kinds) == ["announced", "announced", "pipeline", "pipeline", "pipeline"]
    assert set(Forecast.objects.exclude(kind="daily").values_list("made_on", flat=True)) == {
        date(2026, 11, 19)
    }


def test_an_empty_company_costs_nothing_and_keeps_nothing(camille):
    schedule.forecast_every_half_hour.call_local()
    schedule.forecast_every_night.call_local()
    schedule.look_back_every_week.call_local()
    assert not AnalysisResult.objects.exists()


def test_the_night_scores_what_has_matured(announced):
    forecast(from_on=date(2026, 10, 1), until_on=date(2026, 10, 31), made_on=date(2026, 10, 10))
    schedule.forecast_every_night.call_local()
    assert Score.objects.get().scored_on == date(2026, 11, 20)


def test_the_company_s_day_is_not_that_of_the_machine(monkeypatch, camille):
    monkeypatch.setattr(tasks, "now", lambda: datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert tasks.today() == date(2026, 12, 1)


def test_the_first_start_queues_what_there_is_nothing_of_yet(announced, monkeypatch):
    queued = []
    later = ["look_back_at_deals", "compare_methods", "refresh_days"]
    jobs = ["refresh_announced", "refresh_pipeline", *later]
    for name in jobs:
        monkeypatch.setattr(tasks, name, lambda name=name: queued.append(name))
    tasks.begin()
    assert queued == jobs
    forecast()
    queued.clear()
    tasks.begin()
    assert queued == later


def test_each_series_is_a_job_of_its_own_behind_those_someone_waits_for(root, monkeypatch):
    lyon, paris = (
        create_store(values={"name": name, "region": name}, actor=root) for name in ("Lyon", "Paris")
    )
    for store, amount in ((lyon, 5_00), (paris, 9_00)):
        values = {"store": store, "sold_on": date(2026, 11, 3), "amount": amount}
        create_sale(values=values, actor=root)
    subjects = forecast_subjects(as_of=date(2026, 11, 19))
    assert subjects == [
        Subject(),
        Subject(Level.STORE, paris.pk, "Paris"),
        Subject(Level.STORE, lyon.pk, "Lyon"),
        *sorted(
            (Subject(Level.REGION, 0, store.region) for store in (lyon, paris)), key=lambda one: one.name
        ),
    ]
    jobs = []
    monkeypatch.setattr(tasks, "forecast_days", lambda *job: jobs.append(job))
    tasks.refresh_days()
    assert jobs[:2] == [("company", 0, ""), ("store", paris.pk, "Paris")]
    assert tasks.LATER == -1
    assert tasks.look_back_at_days.s("company", 0, "").priority == -1


def test_days_are_kept_with_the_sums_and_days_that_will_be_scored(root):
    for day in range(1, 20):
        create_sale(values={"sold_on": date(2026, 11, day), "amount": day * 100}, actor=root)
    tasks.forecast_days("company", 0, "")
    run = AnalysisResult.objects.get(kind=ResultKind.DAILY)
    assert (run.as_of, run.series) == (date(2026, 11, 19), "company")
    assert (run.from_on, run.until_on) == (date(2026, 11, 20), date(2026, 12, 24))
    spoken = set(Forecast.objects.values_list("from_on", "until_on"))
    assert {(date(2026, 11, 20), date(2026, 11, 26)), (date(2026, 11, 26), date(2026, 11, 26))} <= spoken
    tasks.forecast_days("company", 0, "")
    assert AnalysisResult.objects.count() == 1
