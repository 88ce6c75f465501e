"""Hazards counted by hand on a few deals."""

import numpy as np
import pytest

from carnet.forecasting.pipeline.chances import born_and_won, daily_hazards, won_by
from carnet.forecasting.pipeline.exposure import full_quarters, months_between
from carnet.forecasting.pipeline.hazards import fit, weights_by_moments
from carnet.forecasting.pipeline.model import Factor, Model
from tests.forecasting.made_history import day as after
from tests.forecasting.made_history import deal, history, lost, made, won

START = after(0)


def model_at(deals, count):
    past = history(deals)
    return fit(past, past.known_at(after(count).toordinal()))


def ten_closed():
    """Won after 1, 1, 2 and 2 days, lost after 3, 3, 3, 6, 6 and 6; one is still open."""
    won_deals = [won(pk, START, after(age)) for pk, age in enumerate((1, 1, 2, 2), start=1)]
    lost_deals = [lost(pk, START, after(age)) for pk, age in enumerate((3, 3, 3, 6, 6, 6), start=5)]
    return [*won_deals, *lost_deals, deal(11)]


def test_a_life_table_counts_closings_by_deal_days():
    """Watched from the first closing: 11 deals at age 1, 9 at 2, 7 at 3, 4 at 4, 5 and 6, 1 at 7 to 10."""
    model = model_at(ten_closed(), 10)
    assert (model.closed, model.oldest, model.since) == (10, 6, after(1).toordinal())
    assert model.edges.tolist() == [0, 2, 3]
    assert model.events.tolist() == [[2, 2, 0], [0, 0, 6]]
    assert model.days.tolist() == [11, 9, 7 + 4 + 4 + 4 + 4]
    assert model.base[0] == pytest.approx([(2 + 2 / 43) / 11.5, (2 + 2 / 43) / 9.5, (2 / 43) / 23.5])
    assert model.base[1] == pytest.approx([(3 / 43) / 11.5, (3 / 43) / 9.5, (6 + 3 / 43) / 23.5])
    assert (model.months, dict(model.factors)) == (None, {})


def test_a_chance_adds_up_the_days_on_which_a_deal_is_still_there():
    model = model_at(ten_closed(), 10)
    hazards = daily_hazards(model, np.array([10]), np.ones((2, 1)), after(10).toordinal(), 2)
    of_won, of_lost = (2 / 43) / 23.5, (6 + 3 / 43) / 23.5
    assert won_by(hazards)[0] == pytest.approx([of_won, of_won + (1 - of_won - of_lost) * of_won])


def test_deals_born_later_have_less_time():
    """Even hazards of 1/2 and 0: born today 3/4 after two days, born tomorrow 1/2."""
    even = Model(
        as_of=after(0).toordinal(),
        since=after(0).toordinal(),
        closed=30,
        oldest=50,
        edges=np.array([0]),
        events=np.array([[10.0], [0.0]]),
        days=np.array([20.0]),
    )
    assert even.base[:, 0] == pytest.approx([10.25 / 20.5, 0])
    assert born_and_won(even, np.ones((2, 1)), after(0).toordinal(), 2) == pytest.approx([0.75 + 0.5])


def test_fewer_than_ten_closed_deals_make_no_model():
    assert model_at(ten_closed()[1:], 10) is None
    assert model_at([], 10) is None


def test_deals_that_closed_before_any_closing_was_recorded_leave_no_days():
    """Begun 100 days before the first closing: at risk from that day only, at age 100."""
    deals = [won(pk, after(0), after(100)) for pk in range(1, 11)]
    model = model_at(deals, 100)
    assert model.days.sum() == 10


def test_thirty_closed_deals_have_factors_and_a_bin_in_which_nothing_closes():
    deals = [won(pk, START, after(pk), agent=1 + pk % 3) for pk in range(1, 31)]
    model = model_at(deals, 40)
    assert list(model.factors) == ["head", "agent", "product"]
    assert model.edges.tolist() == [0, 16, 31]
    assert model.events[0].tolist() == [15, 15, 0]


def test_rates_are_drawn_to_one_by_the_differences_that_are_no_chance():
    """((30-20)^2 - 20 + (10-20)^2 - 20) / (20^2 + 20^2) = 0.2, so a weight of 5."""
    observed, expected = np.array([[30.0, 10.0]] * 2), np.array([[20.0, 20.0]] * 2)
    weight = weights_by_moments(observed, expected)
    assert weight == pytest.approx([5, 5])
    rates = Factor((1, 2), observed, expected, weight).rates
    assert rates[0] == pytest.approx([35 / 25, 15 / 25])


def test_differences_of_mere_chance_are_believed_little():
    """Nothing beyond chance: the weight is the largest, 2000, and rates stay near one."""
    observed, expected = np.array([[21.0, 19.0]] * 2), np.array([[20.0, 20.0]] * 2)
    assert weights_by_moments(observed, expected) == pytest.approx([2000, 2000])


def test_the_month_counts_after_two_full_quarters():
    deals, states = made(300, days=190)
    past = history([*deals, deal(999)], states)  # the first begins on 1 January
    before = fit(past, past.known_at(after(179).toordinal()))
    since = fit(past, past.known_at(after(181).toordinal()))  # 1 July
    assert before.months is None
    assert since.months.observed.sum() == since.events.sum()
    assert since.months.weight.tolist() == [10, 10]


def test_quarters_count_when_they_are_whole():
    first = after(0).toordinal()  # 1 January
    assert [full_quarters(first, after(count).toordinal()) for count in (88, 89, 180)] == [0, 1, 2]
    assert full_quarters(first + 1, after(180).toordinal()) == 1


def test_months_know_their_place_in_the_quarter():
    spans = months_between(after(30).toordinal(), after(59).toordinal())
    assert [(place, last - first + 1) for place, first, last in spans] == [(0, 1), (1, 28), (2, 1)]
