"""The months a revenue curve still has ahead, worked out by hand from the month's and quarter's forecasts."""

from datetime import date

from carnet.core.period import month_of
from carnet.forecasting.months import MonthAhead, months_ahead
from carnet.forecasting.pipeline.lines import Line

OCTOBER, NOVEMBER, DECEMBER = (month_of(date(2026, month, 1)) for month in (10, 11, 12))


def line(won, forecast=None, low=None, high=None):
    return Line(None, None, None, won, None, None, None, forecast, low, high, closed_deals=40)


def test_the_present_month_has_what_its_own_forecast_still_expects():
    found = months_ahead(line(300, 1_000, 800, 1_250), None, NOVEMBER)
    assert found == (MonthAhead(date(2026, 11, 1), 700, 500, 950),)


def test_what_the_quarter_expects_beyond_the_month_is_shared_out_by_days():
    month, quarter = line(0, 1_000, 900, 1_100), line(500, 7_600, 7_600, 7_600)
    found = months_ahead(month, quarter, OCTOBER)
    assert [(one.start.month, one.value) for one in found] == [(10, 1_000), (11, 3_000), (12, 3_100)]


def test_a_part_of_the_quarter_is_less_sure_than_the_whole():
    """Rest 10,000 +- 2,563: deviation 2,000, of which 1,500 shared; own 175 a unit; December 2,500: 760."""
    month, quarter = line(0, 7_500, 7_000, 8_000), line(0, 10_000, 7_437, 12_563)
    *_first, december = months_ahead(month, quarter, NOVEMBER)
    assert (december.start, december.value) == (date(2026, 12, 1), 2_500)
    assert (december.low, december.high) == (1_526, 3_474)


def test_the_last_month_of_a_quarter_is_the_last():
    assert len(months_ahead(line(0, 10, 5, 20), line(0, 10, 5, 20), DECEMBER)) == 1


def test_a_quarter_that_expects_less_than_its_month_adds_nothing():
    *_first, december = months_ahead(line(0, 1_000, 900, 1_100), line(0, 800, 700, 900), NOVEMBER)
    assert (december.value, december.low, december.high) == (0, 0, 0)


def test_without_a_forecast_there_is_nothing_ahead():
    assert months_ahead(line(300), line(0, 10, 5, 20), NOVEMBER) == ()
    assert len(months_ahead(line(0, 10, 5, 20), line(300), NOVEMBER)) == 1
