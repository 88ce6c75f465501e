"""Sales by day by API: what is stored is served, what is not is left to the worker."""

from datetime import date, timedelta

import pytest
from huey import MemoryHuey

from carnet.forecasting.daily.asked import Asked
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.models import AnalysisResult, Level
from carnet.forecasting.runs import days_queue
from carnet.forecasting.runs.daily import forecast_days as record
from carnet.forecasting.runs.daily import look_back_at_days
from carnet.forecasting.runs.days_asked import answer_asked
from carnet.sales.actions import create_sale
from tests.conftest import NOW

LAST = date(2026, 11, 19)
WEEK = (10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 0)


@pytest.fixture
def three_weeks(camille):
    """Sales of the three weeks up to yesterday, of nobody's."""
    for back in range(21):
        day = LAST - timedelta(days=back)
        if amount := WEEK[day.weekday()]:
            create_sale(values={"sold_on": day, "amount": amount}, actor=camille.actor)


@pytest.fixture
def queued(monkeypatch):
    """A queue whose worker is elsewhere: it keeps its jobs."""
    waiting = MemoryHuey(immediate=False)
    monkeypatch.setattr(days_queue, "calculations", waiting)
    monkeypatch.setattr(days_queue, "answer_days", waiting.task()(days_queue.answer_days.func))
    return waiting


@pytest.mark.usefixtures("three_weeks")
def test_the_run_of_the_timetable_is_served_as_far_as_asked(as_camille):
    record(subject=Subject(), as_of=LAST, now=NOW)
    said = as_camille.get("forecast/daily", horizon="2").json()
    assert said["model"] == "seasonal_naive"
    assert [point["date"] for point in said["points"]] == ["2026-11-20", "2026-11-21"]
    assert said["points"][0]["value"] == "500.00"
    assert said["reason"].startswith("21 jours de ventes sur les 56")
    assert said["backtest"] == []
    assert (said["as_of"], said["computed_at"]) == ("2026-11-19", "2026-11-20T09:00:00+00:00")


@pytest.mark.usefixtures("three_weeks")
def test_what_is_not_stored_is_left_to_the_worker_once(as_camille, queued):
    answers = [as_camille.get("forecast/daily", horizon="90", as_of="2026-11-12") for _count in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0]["Retry-After"] == "5"
    assert answers[0].json()["again"] == "/api/v1/forecast/daily?horizon=90&as_of=2026-11-12"
    assert [job.args for job in queued.pending()] == [("company", 0, "", 90, None, "2026-11-12")]


@pytest.mark.usefixtures("three_weeks")
def test_what_the_worker_answered_is_served_to_all_that_reaches_less_far(as_camille, queued):
    asked = Asked(Subject(), 90, "seasonal_naive", date(2026, 11, 12))
    answer_asked(asked=asked, yesterday=LAST, now=NOW)
    answer = as_camille.get("forecast/daily", horizon="60", as_of="2026-11-12", model="seasonal_naive")
    assert (answer.status_code, len(answer.json()["points"])) == (200, 60)
    assert queued.pending() == []


@pytest.mark.usefixtures("three_weeks")
def test_what_somebody_asked_is_not_taken_for_the_usual_run(as_camille, queued):
    asked = Asked(Subject(), 28, "seasonal_naive", LAST)
    answer_asked(asked=asked, yesterday=LAST, now=NOW)
    assert as_camille.get("forecast/daily").status_code == 202


def test_a_full_queue_asks_to_come_back(as_camille, queued):
    for number in range(1, days_queue.MOST_WAITING + 1):
        assert as_camille.get("forecast/daily", as_of=f"2026-01-{number:02}").status_code == 202
    answer = as_camille.get("forecast/daily", as_of="2026-02-01")
    assert answer.status_code == 429
    assert len(queued.pending()) == days_queue.MOST_WAITING


@pytest.mark.usefixtures("three_weeks")
def test_without_a_worker_the_plain_baseline_answers_and_nothing_is_stored(as_camille):
    said = as_camille.get("forecast/daily", horizon="1", as_of="2026-11-12").json()
    assert said["points"][0]["date"] == "2026-11-13"
    assert AnalysisResult.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("horizon", "0"), ("horizon", "366"), ("model", "x"), ("store", "x"), ("as_of", "x"), ("stor", "1")],
)
def test_what_is_unknown_is_refused_by_its_field(as_camille, name, value):
    answer = as_camille.get("forecast/daily", **{name: value})
    assert (answer.status_code, answer.json()["field"]) == (422, name)


def test_sums_that_tell_of_hidden_sales_are_refused(as_bruno, camille, chloe):
    create_sale(values={"sold_on": LAST, "amount": 100, "owner": chloe.member}, actor=camille.actor)
    assert as_bruno.get("forecast/daily").status_code == 403


@pytest.mark.usefixtures("three_weeks")
def test_the_backtest_is_that_of_the_last_look_back(as_camille):
    assert as_camille.get("forecast/backtest/daily").json()["series"] == 0
    look_back_at_days(subject=Subject(), as_of=LAST, now=NOW)
    said = as_camille.get("forecast/backtest/daily").json()
    assert (said["series"], said["too_short"], said["models"]) == (0, 1, [])


def test_where_nothing_was_sold_there_is_nothing_to_wait_for(as_camille, queued):
    said = as_camille.get("forecast/backtest/daily")
    assert (said.status_code, said.json()["series"], queued.pending()) == (200, 0, [])


def test_a_store_is_found_by_name(as_camille, studio, queued):
    assert as_camille.get("forecast/daily", store=studio.store.name).status_code == 202
    assert queued.pending()[0].args[:3] == (Level.STORE.value, studio.store.pk, studio.store.name)
