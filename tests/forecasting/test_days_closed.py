"""Days without sales by habit: weekdays and holidays."""

from datetime import date, timedelta

from carnet.forecasting.daily.closing import closing_of, country_of
from carnet.forecasting.daily.making import make_forecast
from tests.forecasting.days import series, weeks, without_a_past

WEEK = (10, 20, 30, 40, 50, 60, 0)


def test_a_weekday_without_a_sale_stays_zero_and_is_sure():
    days = weeks(*WEEK, count=9)
    forecast = make_forecast(days, "FR", as_of=days.end, horizon=14, looked_back=without_a_past())
    sundays = [point for point in forecast.points if point.on.weekday() == 6]
    assert [(point.value, point.low, point.high) for point in sundays] == [(0, 0, 0)] * 2


def test_a_thing_that_seldom_sells_is_not_closed_on_the_days_it_missed():
    rarely = series([0, 0, 0, 500, 0, 0, 0, 0, 0, 0, 0, 0, 700, 0] * 3)
    assert closing_of(rarely, "FR").weekdays == frozenset()


def test_a_weekday_that_sold_once_in_half_a_year_is_open():
    days = [*WEEK] * 30
    days[-1] = 5
    assert closing_of(series(days), "FR").weekdays == frozenset()


def days_from(start, end, value, empty=()):
    count = (end - start).days + 1
    every = [start + timedelta(days=number) for number in range(count)]
    return series([0 if day in empty else value + day.weekday() for day in every], start=start)


def test_a_holiday_without_a_sale_in_earlier_years_stays_zero():
    christmases = {date(2023, 12, 25), date(2024, 12, 25)}
    days = days_from(date(2023, 1, 1), date(2025, 12, 20), 1000, christmases)
    forecast = make_forecast(days, "FR", as_of=days.end, horizon=7, looked_back=without_a_past())
    by_day = {point.on: point.value for point in forecast.points}
    assert by_day[date(2025, 12, 25)] == 0
    assert by_day[date(2025, 12, 24)] == 1002


def test_a_holiday_on_which_the_shop_sold_is_a_day_like_others():
    days = days_from(date(2023, 1, 1), date(2025, 12, 20), 1000, {date(2023, 12, 25)})
    assert "Christmas Day" not in closing_of(days, "FR").holidays


def test_a_holiday_kept_does_not_lower_the_week_after_it():
    kept = {date(2023, 12, 25), date(2024, 12, 25)}
    days = days_from(date(2023, 1, 1), date(2024, 12, 29), 1000, kept)
    forecast = make_forecast(days, "FR", as_of=days.end, horizon=7, looked_back=without_a_past())
    assert {point.on: point.value for point in forecast.points}[date(2025, 1, 1)] == 1002


def test_the_country_is_that_of_the_time_zone_and_france_where_unknown():
    assert country_of("America/New_York") == "US"
    assert country_of("Europe/Paris") == "FR"
    assert country_of("UTC") == "FR"


def test_a_country_without_known_holidays_has_none():
    assert closing_of(weeks(*WEEK, count=10), "XX").holidays == frozenset()
