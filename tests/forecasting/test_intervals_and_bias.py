"""How wide an interval is, and what replays of earlier days teach."""

import numpy as np
import pytest

from carnet.forecasting.pipeline.interval import bounds, errors
from carnet.forecasting.pipeline.outlook import Window, outlook
from carnet.forecasting.pipeline.replays import bias, corrected, replays
from carnet.forecasting.pipeline.run_rate import run_rate
from tests.forecasting.made_history import day, deal, history, made, won

NONE = np.array([])


def test_bounds_are_those_of_a_gamma():
    """Mean 400 and deviation 200: shape 4, of which 10 % lie below 1.745 and above 6.681 (times 100)."""
    low, high = bounds(np.array([400.0]), 91.0, NONE)  # 91 x 400 + 60 x 60 = 200 x 200
    assert low == pytest.approx([174.5], rel=0.01)
    assert high == pytest.approx([668.1], rel=0.01)


def test_bounds_of_a_sale_that_seldom_comes():
    """Mean 10 and deviation 44.7: shape 0.05, of which 90 % lie below 0.09 (times 200), about."""
    low, high = bounds(np.array([10.0]), 197.75, NONE)
    assert low[0] == 0
    assert 12 < high[0] < 20


def test_twenty_past_errors_decide_instead():
    past = np.linspace(-2, 2, 21)
    low, high = bounds(np.array([400.0]), 91.0, past)
    assert (low[0], high[0]) == pytest.approx((400 - 1.6 * 200, 400 + 1.6 * 200))
    assert bounds(np.array([400.0]), 91.0, past[:19])[1] == pytest.approx([668.1], rel=0.01)


def test_an_interval_holds_its_forecast_and_nothing_less_than_nothing():
    low, high = bounds(np.array([0.0, 50.0, -300.0]), 10_000.0, NONE)
    assert low[0] == high[0] == 0
    assert 0 <= low[1] <= 50 <= high[1]
    assert low[2] < -300 < high[2]


def test_errors_are_told_in_standard_deviations():
    found = errors(np.array([600.0, 5.0]), np.array([400.0, 0.0]), 91.0)
    assert found == pytest.approx([1.0])  # where nothing was expected, nothing was missed


def test_without_a_past_nothing_is_corrected():
    assert bias([], 1000.0) == 1.0


def test_bias_is_what_became_of_what_was_said():
    deals, states = made(300, days=200)
    past = history(deals, states)
    said = outlook(past, day(199).toordinal(), Window(30))
    found = replays(past, said.known, Window(30))
    actual = sum(replay.actual.sum() for replay in found)
    told = sum(replay.said.bottom_up.sum() for replay in found)
    assert len(found) > 5
    assert bias(found, 5000.0) == pytest.approx((actual + 5000) / (told + 5000))


def test_a_replay_ends_by_the_day_that_is_known():
    deals, states = made(300, days=200)
    past = history(deals, states)
    known = past.known_at(day(199).toordinal())
    for replay in replays(past, known, Window(45)):
        assert replay.said.known.day + 45 <= known.day


def test_a_young_history_replays_nothing():
    deals, states = made(100, days=40)
    past = history(deals, states)
    assert corrected(past, outlook(past, day(39).toordinal(), Window(30)), period_days=92).past == []


def test_the_run_rate_is_the_revenue_of_ninety_days():
    """900 and 1,800 won within 90 days, 700 before."""
    deals = [
        won(1, day(0), day(1), 700_00),
        won(2, day(0), day(60), 900_00, agent=2),
        won(3, day(0), day(99), 1800_00, agent=2),
        deal(4),
    ]
    past = history(deals)
    rate = run_rate(past.known_at(day(99).toordinal()), past.people.head_of)
    assert rate.plain.sum() == pytest.approx(2700_00 / 90)
    assert rate.shrunk == pytest.approx(rate.plain)  # of fewer than three agents none is drawn to others
    assert rate.size == pytest.approx((900_00**2 + 1800_00**2) / 2700_00)


def test_a_first_day_of_sales_is_not_every_day():
    past = history([won(1, day(0), day(0), 3000_00)])
    rate = run_rate(past.known_at(day(0).toordinal()), past.people.head_of)
    assert rate.plain.sum() == pytest.approx(100_00)


def test_shrinking_moves_revenue_within_groups_and_loses_none():
    deals, states = made(300, days=200)
    past = history(deals, states)
    rate = run_rate(past.known_at(day(199).toordinal()), past.people.head_of)
    assert rate.shrunk.sum() == pytest.approx(rate.plain.sum())
    of_helene = past.people.head_of == past.people.heads.index(91)
    assert rate.shrunk[of_helene].sum() == pytest.approx(rate.plain[of_helene].sum())
    assert rate.shrunk[of_helene].std() < rate.plain[of_helene].std()
    assert rate.shrunk[0] == rate.plain[0]  # nobody is no agent
