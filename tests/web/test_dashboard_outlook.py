"""The forecast on the dashboard: beside the revenue and as a band, of what the viewer sees alone."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.deals.actions import create_deal, win_deal
from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.reasons import Reason
from tests.web.pipeline import client_of

TODAY = date(2026, 11, 20)
NBSP = "\u00a0"
SPANS = {
    "month": (date(2026, 11, 1), date(2026, 11, 30)),
    "quarter": (date(2026, 10, 1), date(2026, 12, 31)),
    "year": (date(2026, 1, 1), date(2026, 12, 31)),
}


@pytest.fixture(autouse=True)
def _the_twentieth_of_november(monkeypatch):
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def line(key, pk, forecast, low, high, **more):
    return Line(key, pk, None, 10_000, None, None, None, forecast, low, high, closed_deals=41, **more)


def rows(lines):
    """As runs keep them: the names, then the values of each line."""
    stored = [one.kept() for one in lines]
    return [list(stored[0]), *(list(one.values()) for one in stored)] if stored else []


def kept(name, company, managers=(), agents=(), as_of=TODAY):
    from_on, until_on = SPANS[name]
    details = {"company": rows([company]), "managers": rows(managers), "agents": rows(agents)}
    AnalysisResult.objects.create(
        kind=ResultKind.PIPELINE,
        created_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        as_of=as_of,
        from_on=from_on,
        until_on=until_on,
        revision=1,
        details=details | {"model": {}, "bias": {}, "replays": {}},
    )


def kept_all(bruno, **more):
    for name, value in (("month", 60_000), ("quarter", 110_000), ("year", 770_000)):
        company = line(None, None, value, value - 5_000, value + 5_000)
        agent = line("Bruno", bruno.member.pk, value // 10, value // 10 - 900, value // 10 + 900)
        kept(name, company, agents=[agent], **more)


@pytest.fixture
def deals(camille, bruno):
    """Bruno won 300 in September, 200 in October, 100 on 10 November."""
    for month, amount in ((9, 30_000), (10, 20_000), (11, 10_000)):
        deal = create_deal(
            values={"name": "Campagne", "agent": bruno.member, "engaged_on": date(2026, 8, 1)},
            actor=camille.actor,
        )
        win_deal(deal=deal, amount=amount, on=date(2026, month, 10), actor=camille.actor)


def page_of(person, **params):
    return client_of(person).get("/dashboard/", {"period": "year", **params}, follow=True).content.decode()


def curve_in(page):
    start = page.index(">", page.index('id="curve-data"')) + 1
    curve = json.loads(page[start : page.index("</script>", start)])
    return curve["x"], {one["role"]: one["values"] for one in curve["series"]}


def test_the_monthly_curve_goes_on_as_a_band(camille, bruno, deals):
    kept_all(bruno)
    labels, values = curve_in(page_of(camille))
    assert len(labels) == 12
    assert values["current"][8:] == [30_000, 20_000, None, None]
    # November: 100 won now and 500 to come; December: the 1,000 of the quarter less those 500.
    assert values["forecast"][8:] == [None, 20_000, 60_000, 50_000]
    assert (values["low"][10], values["high"][10]) == (55_000, 65_000)
    assert values["low"][11] < 50_000 < values["high"][11]


def test_the_table_says_what_the_band_shows(camille, bruno, deals):
    kept_all(bruno)
    page = page_of(camille).replace(NBSP, " ")
    row = page[page.index("nov., prévision") :].split("</tr>")[0]
    assert "600 €" in row
    assert "entre 550 € et 650 €" in row
    assert "déc., prévision" in page


def test_the_forecast_of_the_period_stands_beside_the_revenue_with_its_definition(camille, bruno, deals):
    kept_all(bruno)
    page = page_of(camille).replace(NBSP, " ")
    assert "Prévu au 31/12/2026" in page
    assert "7 700 €" in page
    assert "entre 7 650 € et 7 750 €" in page
    assert "8 fois sur 10, sur 41 affaires closes" in page
    assert 'href="/forecast/?period=year" aria-describedby="def-forecast"' in page
    assert 'id="def-forecast"' in page


def test_each_sees_the_forecast_of_what_they_see_and_nothing_of_others(camille, bruno, chloe, deals):
    kept_all(bruno)
    pages = {person.user.name: page_of(person).replace(NBSP, " ") for person in (bruno, chloe)}
    assert "770 €" in pages["Bruno"]
    assert not any("7 700 €" in page for page in pages.values())
    assert "Prévu au" not in pages["Chloé"]
    assert "Prévu au" in pages["Bruno"]


@pytest.mark.parametrize(
    "params",
    [{"sector": "null"}, {"agent": "null"}, {"period": "", "from": "2026-01-01", "to": "2026-10-31"}],
)
def test_filters_and_periods_that_are_over_hide_it(camille, bruno, deals, params):
    kept_all(bruno)
    page = page_of(camille, **params)
    assert "Prévu au" not in page
    assert "forecast" not in curve_in(page)[1]


def test_a_stale_forecast_is_not_shown(camille, bruno, deals):
    kept_all(bruno, as_of=date(2026, 11, 18))
    assert "Prévu au" not in page_of(camille)


def test_too_little_history_gives_the_reason_instead_of_a_number(camille, bruno, deals):
    reason = Reason("few_closed", {"closed": 4, "needed": 10})
    for name in SPANS:
        kept(name, line(None, None, None, None, None, reason=reason))
    page = page_of(camille).replace(NBSP, " ")
    assert "4 affaires closes sur les 10 nécessaires." in page
    assert "forecast" not in curve_in(page)[1]


def test_without_a_run_the_dashboard_is_as_before(camille, deals):
    page = page_of(camille)
    assert "Prévu au" not in page
    assert curve_in(page)[1]["current"][-1] == 10_000


def test_a_month_by_days_has_no_band_but_its_forecast(camille, bruno, deals):
    kept_all(bruno)
    page = page_of(camille, period="month").replace(NBSP, " ")
    assert "Prévu au 30/11/2026" in page
    assert "forecast" not in curve_in(page)[1]


def test_a_period_that_ends_in_the_future_has_no_point_twice(camille, bruno, deals):
    kept_all(bruno)
    labels, values = curve_in(page_of(camille, period="", **{"from": "2026-01-01", "to": "2026-12-31"}))
    assert len(labels) == len(set(labels)) == 12
    assert {len(series) for series in values.values()} == {12}


def test_the_forecast_costs_three_questions(camille, bruno, deals):
    client = client_of(camille)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get("/dashboard/", {"period": "year"})
        return sum("analysisresult" in one["sql"] for one in asked)

    assert questions() <= 3
    kept_all(bruno)
    assert questions() == 3
