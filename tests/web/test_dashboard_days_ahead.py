"""The stores' curve goes on to the end of the month, of sales the viewer may all open."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from carnet.forecasting.daily.forecast import DailyForecast, Point, Subject
from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.reasons import Reason
from tests.web import world
from tests.web.pipeline import client_of

TODAY = date(2026, 11, 20)
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _the_twentieth_of_november(monkeypatch):
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def kept(as_of=TODAY - timedelta(days=1), **more):
    """35 days of 100 each, between 80 and 130."""
    first = as_of + timedelta(days=1)
    points = tuple(Point(first + timedelta(days=ahead), 10_000, 8_000, 13_000, 0) for ahead in range(35))
    forecast = DailyForecast("ensemble", Subject(), as_of, points, (), (), **more)
    AnalysisResult.objects.create(
        kind=ResultKind.DAILY,
        series="company",
        created_at=datetime(2026, 11, 20, 1, 0, tzinfo=UTC),
        as_of=as_of,
        from_on=first,
        until_on=points[-1].on,
        revision=1,
        details=forecast.kept(),
    )


@pytest.fixture
def sold(camille):
    """50 in October; 30 and 20 in November, and 7 today so far."""
    for day, amount in ((date(2026, 10, 5), 5_000), (date(2026, 11, 2), 3_000), (date(2026, 11, 19), 2_000)):
        world.sale(camille, sold_on=day, amount=amount)
    world.sale(camille, sold_on=TODAY, amount=700)


def curve_of(person, **params):
    page = client_of(person).get("/dashboard/", params, follow=True).content.decode()
    start = page.index(">", page.index('id="stores-data"')) + 1
    curve = json.loads(page[start : page.index("</script>", start)])
    return curve["x"], {one["role"]: one["values"] for one in curve["series"]}, page.replace(NBSP, " ")


def test_the_days_of_the_month_go_on_with_their_band(camille, sold):
    kept()
    labels, values, page = curve_of(camille, period="month", compare="none")
    assert (labels[0], labels[-1], len(labels)) == ("01/11", "30/11", 30)
    assert values["current"][18:21] == [2_000, None, None]
    assert values["forecast"][17:21] == [None, 2_000, 10_000, 10_000]
    assert (values["low"][29], values["high"][29]) == (8_000, 13_000)
    assert "30/11, prévision" in page


def test_the_month_that_runs_holds_what_is_sold_and_what_is_to_come(camille, sold):
    kept()
    labels, values, page = curve_of(camille, period="year", compare="none")
    assert len(labels) == 11
    assert values["current"][9:] == [5_000, None]
    # 50 sold by yesterday, and eleven days of 100, today's among them; no band: nobody measured such a sum.
    assert values["forecast"][9:] == [5_000, 115_000]
    assert "low" not in values
    assert "nov., prévision" in page


def test_it_is_hidden_where_it_would_be_wrong(camille, sold):
    kept()
    for params in (
        {"period": "year", "agent": "null"},
        {"from": "2026-01-01", "to": "2026-10-31"},
    ):
        assert "forecast" not in curve_of(camille, **params)[1]


@pytest.mark.parametrize(
    "more", [{"as_of": date(2026, 11, 10)}, {"reason": Reason("days_few", {"days": 12, "needed": 56})}]
)
def test_a_stale_or_a_plain_forecast_is_not_drawn(camille, sold, more):
    kept(**more)
    assert "forecast" not in curve_of(camille, period="year")[1]


def test_who_may_not_open_every_sale_sees_no_sum_of_them(camille, bruno, chloe, sold):
    world.sale(camille, sold_on=date(2026, 11, 3), amount=1_000, owner=bruno.member)
    kept()
    assert "forecast" not in curve_of(chloe, period="year")[1]
    assert "forecast" in curve_of(camille, period="year")[1]
