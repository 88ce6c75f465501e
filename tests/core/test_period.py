"""Periods: inclusive days, and the ones before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.period import Period, a_year_before, month_of, quarter_of, year_of, year_to

days = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def test_both_ends_count():
    assert Period(date(2026, 11, 1), date(2026, 11, 30)).days == 30
    assert Period(date(2026, 11, 1), date(2026, 11, 1)).days == 1


@pytest.mark.parametrize("period", [Period(), Period(start=date(2026, 1, 1)), Period(end=date(2026, 1, 1))])
def test_an_open_period_has_no_length_and_nothing_before(period):
    assert (period.days, period.previous(), period.last_year()) == (None, None, None)


def test_the_previous_period_is_as_long_and_ends_the_day_before():
    assert Period(date(2026, 11, 1), date(2026, 11, 30)).previous() == Period(
        date(2026, 10, 2), date(2026, 10, 31)
    )


def test_crossed_sides_and_the_first_days_of_the_calendar_have_nothing_before():
    assert Period(date(2026, 12, 1), date(2026, 1, 1)).previous() is None
    assert Period(date(1, 1, 1), date(9999, 12, 31)).previous() is None
    assert Period(date(1, 1, 1), date(1, 2, 1)).last_year() is None
    assert Period(date(2026, 1, 1), date(1, 1, 1)).last_year() is None


@given(days, days)
def test_no_period_raises_and_the_one_before_touches_it(one, other):
    period = Period(one, other)
    before = period.previous()
    period.last_year()
    if before is not None:
        assert before.days == period.days
        assert before.end is not None
        assert before.end + timedelta(days=1) == one


def test_the_29th_of_february_becomes_the_28th():
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert Period(date(2024, 2, 1), date(2024, 2, 29)).last_year() == Period(
        date(2023, 2, 1), date(2023, 2, 28)
    )


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 2, 14), date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (date(9999, 12, 31), date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_month_runs_to_its_last_day(day, first, last):
    assert month_of(day) == Period(first, last)


def test_the_year_so_far_begins_in_january():
    assert year_to(date(2026, 11, 20)) == Period(date(2026, 1, 1), date(2026, 11, 20))


@given(days)
def test_quarters_and_years_are_whole_months_that_hold_the_day(day):
    for period, months in ((quarter_of(day), 3), (year_of(day), 12)):
        assert period.start <= day <= period.end
        assert (period.start.month - 1) % months == 0
        assert (period.end.month - period.start.month) + 1 == months
        assert (period.start.day, period.end) == (1, month_of(period.end).end)


def test_the_second_quarter_of_a_leap_year_and_the_first():
    assert quarter_of(date(2028, 2, 29)) == Period(date(2028, 1, 1), date(2028, 3, 31))
    assert quarter_of(date(2028, 6, 30)) == Period(date(2028, 4, 1), date(2028, 6, 30))
