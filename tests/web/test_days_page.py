"""The page of sales by day: stored runs shown and replayed, others computed by the worker, nothing leaked."""

import json
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from carnet.forecasting.daily.forecast import DailyForecast, Measured, Point, Span, Subject
from carnet.forecasting.models import AnalysisResult, Level, ResultKind
from carnet.forecasting.reasons import Reason
from carnet.forecasting.runs import days_queue
from tests.web import world
from tests.web.pipeline import client_of

DAYS = "/forecast/daily/"
KNOWN = date(2026, 11, 19)
NBSP = "\u00a0"
BACKTEST = (
    Measured("ensemble", 7, 0.86, 0.81, 26),
    Measured("seasonal_naive", 7, 1.2, 0.8, 26),
    Measured("arima_5_1_0", 7, 1.66, 0.79, 26),
)


@pytest.fixture(autouse=True)
def _the_twentieth_of_november(monkeypatch):
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def kept(days=35, as_of=KNOWN, subject=None, value=10_000, **more):
    """A stored run of the timetable: every day alike, the first seven with a sum of their own."""
    subject = subject or Subject()
    first = as_of + timedelta(days=1)
    points = tuple(
        Point(first + timedelta(days=ahead), value, value - 2_000, value + 2_000, 9_000)
        for ahead in range(days)
    )
    week = Span(first, first + timedelta(days=6), 7 * value, 66_000, 75_000, 63_000)
    forecast = DailyForecast("ensemble", subject, as_of, points, (week,), BACKTEST, backtest_on=as_of, **more)
    return AnalysisResult.objects.create(
        kind=ResultKind.DAILY,
        series=subject.key,
        created_at=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
        as_of=as_of,
        from_on=first,
        until_on=points[-1].on,
        revision=1,
        details=forecast.kept(),
    )


@pytest.fixture
def queued(monkeypatch):
    """A worker that never comes; what it was asked."""
    asked = []
    monkeypatch.setattr(days_queue, "has_worker", lambda: True)
    monkeypatch.setattr(days_queue, "queue_answer", lambda question, **_day: asked.append(question))
    return asked


def page_of(person, **params):
    answer = client_of(person).get(DAYS, params)
    assert answer.status_code == 200
    return answer.content.decode()


def chart_in(page):
    start = page.index(">", page.index('id="days-data"')) + 1
    return json.loads(page[start : page.index("</script>", start)])


def test_the_sum_its_interval_and_what_the_model_was_worth_beside_the_baselines(camille):
    kept()
    page = page_of(camille, horizon="7")
    assert f"700{NBSP}€" in page
    assert "entre 660 € et 750 €, 8 fois sur 10" in page.replace(NBSP, " ")
    assert f"630{NBSP}€" in page
    for label, error in (("Médiane de trois modèles", "0,86"), ("ARIMA(5,1,0)", "1,66")):
        assert label in page
        assert error in page
    assert "sur 26 coupes passées" in page


def test_the_chart_holds_the_days_known_the_days_to_come_and_the_band(camille):
    world.sale(camille, sold_on=KNOWN - timedelta(days=1), amount=5_000)
    world.sale(camille, sold_on=KNOWN, amount=7_000)
    kept()
    chart = chart_in(page_of(camille, horizon="7"))
    values = {one["role"]: one["values"] for one in chart["series"]}
    assert chart["x"] == ["18/11", "19/11", *(f"{day}/11" for day in range(20, 27))]
    assert values["current"] == [5_000, 7_000, *[None] * 7]
    assert values["forecast"] == [None, None, *[10_000] * 7]
    assert (values["low"][2], values["high"][2], values["previous"][2]) == (8_000, 12_000, 9_000)


def test_a_sum_over_days_without_a_measured_interval_says_so(camille):
    kept()
    page = page_of(camille, horizon="14")
    assert f"1{NBSP}400{NBSP}€" in page
    assert "L’intervalle d’une somme est mesuré sur 7 et sur 28 jours" in page


def test_a_plainer_forecast_says_why(camille):
    kept(reason=Reason("days_few", {"days": 12, "needed": 56}))
    assert "12 jours de ventes" in page_of(camille)


def test_what_is_not_stored_is_left_to_the_worker_and_the_page_asks_again_by_itself(camille, queued):
    kept()
    page = page_of(camille, model="arima_5_1_0")
    assert [question.model for question in queued] == ["arima_5_1_0"]
    assert "La prévision est en cours de calcul." in page
    assert 'hx-get="?model=arima_5_1_0&amp;waited=1"' in page
    assert 'hx-trigger="every 2s"' in page


def test_a_page_that_waits_queues_seldom_and_gives_up_after_a_while(camille, queued):
    for waited in range(1, 10):
        page_of(camille, model="theta", waited=waited)
    assert queued == []
    page_of(camille, model="theta", waited=10)
    assert len(queued) == 1
    page = page_of(camille, model="theta", waited=60)
    assert "hx-trigger" not in page[page.index('id="days"') :].split("</section>")[0]
    assert "C’est plus long que d’habitude." in page


def test_without_a_worker_the_last_week_is_repeated_and_the_page_says_so(camille):
    for back in range(70):
        world.sale(camille, sold_on=KNOWN - timedelta(days=back), amount=1_000 + back % 7)
    page = page_of(camille, horizon="7")
    assert "la semaine passée est répétée" in page or "est répété" in page
    assert "Même jour de la semaine passée" in page


def test_a_past_day_is_shown_as_it_was_said_then(camille):
    kept()
    kept(as_of=date(2026, 11, 2), value=20_000)
    page = page_of(camille, horizon="7", as_of="02/11/2026")
    assert f"1{NBSP}400{NBSP}€" in page
    assert chart_in(page)["x"][-1] == "09/11"


def test_a_store_of_ones_own_is_shown_and_one_with_sales_of_others_is_not(camille, bruno, chloe):
    store = world.store(camille, "Bellecour")
    world.sale(camille, sold_on=KNOWN, store=store, owner=bruno.member)
    kept(subject=Subject(Level.STORE, store.pk, "Bellecour"))
    kept()
    asked = {"store": str(store.pk), "horizon": "7"}
    assert f"700{NBSP}€" in page_of(bruno, **asked)
    for params in (asked, {"horizon": "7"}):
        page = page_of(chloe, **params)
        assert f"700{NBSP}€" not in page
        assert "Ces sommes révéleraient des ventes que vous ne pouvez pas ouvrir." in page
        assert client_of(chloe).get(DAYS, params | {"format": "csv"}).status_code == 403


@pytest.mark.parametrize(
    ("wanted", "start"),
    [("csv", "Jour,Prévision,Bas,Haut".encode()), ("xlsx", b"PK"), ("json", b"{")],
)
def test_the_days_shown_as_a_file(camille, wanted, start):
    kept()
    answer = client_of(camille).get(DAYS, {"horizon": "7", "format": wanted})
    content = answer.content.lstrip(b"\xef\xbb\xbf").replace(b";", b",")
    assert content.startswith(start)
    assert f"days-2026-11-19-7.{wanted}" in answer["Content-Disposition"]
    if wanted == "json":
        assert len(json.loads(content)["points"]) == 7


@pytest.mark.parametrize(
    "params",
    [
        {"horizon": "0"},
        {"horizon": "9999"},
        {"horizon": "x"},
        {"model": "oracle"},
        {"store": "999999"},
        {"store": "1", "region": "Bretagne"},
        {"as_of": "hier"},
        {"as_of": "2999-01-01"},
        {"subject": "moon:1"},
        {"waited": "-1"},
    ],
)
def test_an_address_that_means_nothing_says_so_or_is_left_out(camille, queued, params):
    kept()
    assert page_of(camille, **params)


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("hier", "« hier »"),
        ("01/01/2999", "Une prévision se rejoue"),
        ("20/11/2026", "Une prévision se rejoue"),
    ],
)
def test_a_day_that_is_not_over_is_not_replayed_and_nothing_is_queued(camille, queued, as_of, said):
    kept()
    page = page_of(camille, as_of=as_of).replace(NBSP, " ")
    assert said in page
    assert queued == []


def test_no_model_is_loaded_by_the_page(camille, queued, monkeypatch):
    for name in ("statsforecast", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)  # whoever imports it now fails
    kept()
    assert "Médiane de trois modèles" in page_of(camille)
    assert "en cours de calcul" in page_of(camille, model="ces")
    monkeypatch.setattr(days_queue, "has_worker", lambda: False)
    for back in range(70):
        world.sale(camille, sold_on=KNOWN - timedelta(days=back), amount=1_000 + back % 7)
    assert "Même jour de la semaine passée" in page_of(camille, model="ces")
