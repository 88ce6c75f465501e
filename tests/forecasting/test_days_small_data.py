"""Little or odd data: a plainer number with one sentence why, never a failure."""

from datetime import date, timedelta

import numpy as np
import pytest

from carnet.forecasting.daily import models
from carnet.forecasting.daily.backtest import backtest, backtest_of
from carnet.forecasting.daily.forecast import ENSEMBLE, PARTS, forecast_of
from carnet.forecasting.daily.making import make_forecast
from tests.forecasting.days import MONDAY, series, weeks, without_a_past

WEEK = (100, 200, 300, 400, 500, 600, 700)


def told(days, as_of=None, **more):
    return make_forecast(days, "FR", as_of=as_of or days.end, horizon=7, **more)


def values(forecast):
    return [point.value for point in forecast.points]


def test_nothing_sold_at_all():
    forecast = told(series([]), as_of=MONDAY)
    assert (values(forecast), str(forecast.reason)) == ([0] * 7, "Rien n’a encore été vendu.")
    assert forecast.points[0].low is None


def test_one_day_of_sales_is_repeated():
    forecast = told(series([4200]))
    assert values(forecast) == [4200] * 7
    assert str(forecast.reason) == (
        "1 jour de ventes sur les 56 nécessaires : la dernière semaine est répétée."
    )


def test_less_than_eight_weeks_repeat_the_last_with_the_differences_between_weeks():
    forecast = told(series([*WEEK, *[value + 10 for value in WEEK], *WEEK, *WEEK]))
    assert values(forecast) == list(WEEK)
    assert forecast.model == "seasonal_naive"
    assert forecast.reason.code == "days_few"
    assert (forecast.points[0].low, forecast.points[0].high) == (90, 110)
    assert forecast.spans[0].value == 2800
    assert forecast.backtest == ()


def test_constant_sales_are_repeated():
    forecast = told(series([5000] * 90))
    assert (values(forecast), forecast.reason.code) == ([5000] * 7, "days_constant")
    assert (forecast.points[0].low, forecast.points[0].high) == (5000, 5000)


def test_zeros_alone_give_zero():
    forecast = told(series([0] * 90))
    assert (values(forecast), forecast.reason.code) == ([0] * 7, "days_zero")


def test_a_shop_closed_for_two_years_expects_nothing():
    forecast = told(series([*WEEK] * 10 + [0] * 740))
    assert (values(forecast), forecast.reason.code) == ([0] * 7, "days_zero")


def test_sales_known_until_long_ago_repeat_their_week_on_the_right_weekdays():
    days = weeks(*WEEK, count=20)
    forecast = told(days, as_of=days.end + timedelta(days=400))
    assert forecast.reason.code == "days_old"
    assert all(point.value == WEEK[point.on.weekday()] for point in forecast.points)
    assert forecast.points[0].on == days.end + timedelta(days=401)


def test_days_not_imported_yet_are_no_zeros():
    days = weeks(*WEEK, count=20)
    forecast = told(days, as_of=days.end + timedelta(days=3), looked_back=without_a_past())
    assert values(forecast) == [400, 500, 600, 700, 100, 200, 300]


def test_a_series_with_gaps_is_forecast_and_never_below_zero():
    gaps = [0 if number % 5 == 0 else 3 + number % 11 for number in range(120)]
    forecast = told(series(gaps), looked_back=without_a_past("ensemble"))
    assert forecast.model == "ensemble"
    assert all(point.value >= 0 and point.low >= 0 for point in forecast.points)


def test_returns_may_make_a_day_negative():
    forecast = told(series([100, 200, -300, 400, 500, 600, 700] * 12), looked_back=without_a_past())
    assert forecast.points[2].value == -300


def test_a_model_that_returns_nonsense_is_left_out(monkeypatch):
    class Broken:
        def forecast(self, y, h):
            return {"mean": np.full(h, np.nan)}

    monkeypatch.setattr(models, "_LIBRARY", dict.fromkeys(models._LIBRARY, lambda season: Broken()))
    forecast = told(weeks(*WEEK, count=12), looked_back=without_a_past("ensemble"))
    assert (forecast.model, values(forecast)) == ("seasonal_naive", list(WEEK))
    assert forecast.reason.code == "model_failed"
    assert "ensemble" in str(forecast.reason)


@pytest.mark.parametrize("failure", [Exception("no model able to be fitted"), ValueError("nan")])
def test_when_one_model_fails_the_median_is_that_of_the_others(monkeypatch, failure):
    class Says:
        def __init__(self, value):
            self.value = value

        def forecast(self, y, h):
            if self.value is None:
                raise failure
            return {"mean": np.full(h, self.value)}

    said = dict(zip(PARTS, (None, 0.2, 0.4), strict=True))
    monkeypatch.setattr(
        models, "_LIBRARY", {name: lambda season, of=of: Says(of) for name, of in said.items()}
    )
    forecast = told(weeks(*WEEK, count=12), looked_back=without_a_past(ENSEMBLE))
    # The median of 0.2 and 0.4 of the largest day, 700.
    assert values(forecast) == [210] * 7


def test_a_backtest_of_too_few_weeks_recommends_the_ensemble_and_measures_nothing():
    found = backtest(weeks(*WEEK, count=9), "FR", as_of=date(2024, 3, 3))
    assert (found.chosen, found.cuts, found.measured) == ("ensemble", 0, ())
    assert backtest_of(found.kept()) == found


def test_what_a_run_keeps_is_what_was_said():
    for days in (series([]), series([4200]), weeks(*WEEK, count=6)):
        forecast = told(days, as_of=date(2024, 3, 1))
        assert forecast_of(forecast.kept()) == forecast
