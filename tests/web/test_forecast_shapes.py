"""What the page makes of a forecast: the pieces of its bar, its course day by day, its rows."""

from datetime import date

import pytest

from carnet.core.period import Period
from carnet.forecasting.course import Course
from carnet.web.forecast import course, periods
from carnet.web.forecast.asked import asked
from carnet.web.forecast.headline import against, headline_of
from carnet.web.forecast.rows import NO_RATES, Span, rows_of, span_of
from carnet.web.forecast.timing import next_run
from tests.conftest import NOW
from tests.web.forecast_page import FEW, line, without_forecast

TODAY = date(2026, 11, 20)


def test_the_pieces_lie_side_by_side_and_fill_the_bar():
    # 1,000 won; 450 to come, shared out as 400 to 200.
    told = headline_of(line("Bruno"))
    assert (told.won.amount, told.pipeline.amount, told.new_business.amount) == (100_000, 30_000, 15_000)
    assert (told.per_deal, told.run_rate) == (60_000, 30_000)
    assert (told.won.left, told.won.width) == ("0.0%", "69.0%")
    assert (told.pipeline.left, told.pipeline.width) == ("69.0%", "20.7%")
    assert (told.new_business.left, told.new_business.width) == ("89.7%", "10.3%")


def test_without_open_deals_all_that_is_to_come_is_not_yet_announced():
    told = headline_of(line("Bruno", pipeline=0, new_business=0, run_rate=30_000, forecast=115_000))
    assert (told.pipeline.amount, told.new_business.amount) == (0, 15_000)


def test_without_a_forecast_there_is_no_bar_and_no_interval():
    assert headline_of(without_forecast("Bruno")) is None
    assert span_of(without_forecast("Bruno"), 100_000) is None
    assert without_forecast("Bruno").reason == FEW


@pytest.mark.parametrize(("before", "by"), [(100_000, 0.45), (145_000, 0.0), (0, None), (None, None)])
def test_the_change_against_the_year_before(before, by):
    assert against(line("Bruno"), before) == by


def test_an_interval_is_drawn_on_the_scale_of_the_longest():
    assert span_of(line("Bruno"), 200_000) == Span(low="60.0%", width="30.0%", middle="72.5%")


DAYS = tuple(date(2026, 10, day) for day in range(1, 6))


def test_the_course_leads_evenly_from_what_is_won_to_what_is_expected():
    told = course.points_of(Course(DAYS, (0, 40_000, 100_000), None), line("Bruno"))
    assert [point.won for point in told] == [0, 40_000, 100_000, None, None]
    assert [point.expected for point in told] == [None, None, 100_000, 122_500, 145_000]
    assert [point.low for point in told] == [None, None, 100_000, 110_000, 120_000]
    assert [point.high for point in told] == [None, None, 100_000, 140_000, 180_000]


def test_a_period_still_to_begin_starts_from_nothing_won():
    told = course.points_of(Course(DAYS, (), None), line("Bruno", won_so_far=0, forecast=50_000))
    assert [point.expected for point in told] == [10_000, 20_000, 30_000, 40_000, 50_000]


def test_the_table_has_a_line_a_week_today_and_the_last_day():
    days = tuple(date(2026, 10, day) for day in range(1, 32))
    told = course.table_of(course.points_of(Course(days, (1,) * 10, None), line("Bruno")))
    assert [point.day.day for point in told] == [7, 10, 14, 21, 28, 31]


def test_the_chart_marks_today_and_names_the_year_before():
    found = Course(DAYS, (0, 40_000, 100_000), (1, 2, 3, 4, 5))
    period = Period(date(2026, 10, 1), date(2026, 12, 31))
    drawn = course.chart_of(course.points_of(found, line("Bruno")), period, "EUR", seen_from="aujourd’hui")
    assert drawn["mark"] == {"at": 2, "label": "aujourd’hui"}
    assert [series["name"] for series in drawn["series"]] == ["Gagné", "Prévision", "", "", "T4 2025"]


def test_rows_stand_in_the_order_of_their_forecasts_and_nobody_last(helene, bruno, chloe):
    agents = [
        line("Chloé", chloe.member, helene.member, forecast=200_000),
        line("Bruno", bruno.member, helene.member),
        line(None, forecast=900_000),
    ]
    rows = rows_of([line(None, forecast=900_000), line("Hélène", helene.member)], agents, NO_RATES)
    assert [row.name for row in rows] == ["Hélène", "Sans manager"]
    assert [[agent.name for agent in row.agents] for row in rows] == [["Chloé", "Bruno"], []]


@pytest.mark.parametrize(
    ("key", "first", "last", "name"),
    [
        ("month", date(2026, 11, 1), date(2026, 11, 30), "novembre 2026"),
        ("next-month", date(2026, 12, 1), date(2026, 12, 31), "décembre 2026"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "4e trimestre 2026"),
        ("next-quarter", date(2027, 1, 1), date(2027, 3, 31), "1er trimestre 2027"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), "2026"),
    ],
)
def test_each_choice_is_whole_days_with_a_name(key, first, last, name):
    assert periods.preset_period(key, TODAY) == Period(first, last)
    assert periods.name_of(Period(first, last)) == name


def test_an_address_says_only_what_differs_from_the_usual():
    assert asked({}, TODAY).address() == "?"
    assert asked({"period": "quarter"}, TODAY).address() == "?"
    own = asked({"from": "01/11/2026", "to": "15/12/2026", "as_of": "05/11/2026"}, TODAY)
    assert own.address() == "?from=2026-11-01&to=2026-12-15&as_of=2026-11-05"
    assert own.address("as_of") == "?from=2026-11-01&to=2026-12-15"


def test_a_replay_chooses_the_period_of_its_own_day():
    told = asked({"as_of": "2026-02-10"}, TODAY)
    assert (told.from_on, told.until_on) == (date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(("minute", "then"), [(0, (9, 30)), (29, (9, 30)), (30, (10, 0)), (59, (10, 0))])
def test_the_next_run_is_at_the_half_or_the_full_hour(minute, then):
    told = next_run(NOW.replace(minute=minute, second=5))
    assert (told.hour, told.minute, told.second) == (*then, 0)
