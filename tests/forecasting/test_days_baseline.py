"""The plain baseline and the measures of error, worked out by hand."""

from datetime import date

import numpy as np
import pytest

from carnet.forecasting.daily.backtest import coverage, mase
from carnet.forecasting.daily.calibration import Calibration, calibration_of, plain_calibration
from carnet.forecasting.daily.closing import Closing
from carnet.forecasting.daily.looking_back import Past, cuts_of, scale_of
from carnet.forecasting.daily.models import expected, seasonal_naive
from tests.forecasting.days import series

OPEN = Closing(frozenset(), frozenset(), "FR")


def test_the_seasonal_naive_repeats_the_last_week():
    assert list(seasonal_naive(np.arange(1.0, 15.0), 9, 7)) == [8, 9, 10, 11, 12, 13, 14, 8, 9]


def test_of_less_than_a_week_it_repeats_the_last_day():
    assert list(seasonal_naive(np.array([3.0, 5.0]), 3, 7)) == [5, 5, 5]


def test_a_shop_closed_on_sundays_repeats_its_week_of_six_days():
    days = series([1, 2, 3, 4, 5, 6, 0, 10, 20, 30, 40, 50, 60, 0])
    closed = Closing(frozenset({6}), frozenset(), "FR")
    assert list(expected(days, closed, 8, ["seasonal_naive"])["seasonal_naive"]) == [
        *(10, 20, 30, 40, 50, 60, 0),
        10,
    ]


def test_errors_are_measured_in_differences_from_week_to_week():
    # 10 and 30 on the same weekdays: |30 - 10| is 20 on two days, |5 - 5| is 0 on the other five.
    assert scale_of([10, 10, 5, 5, 5, 5, 5, 30, 30, 5, 5, 5, 5, 5]) == pytest.approx(40 / 7)


def past_of(errors, scales, is_open=None):
    errors = np.array(errors, dtype=float)
    known = np.arange(56, 56 + 28 * len(errors), 28)
    opened = np.ones(errors.shape, dtype=bool) if is_open is None else np.array(is_open)
    return Past(known, np.array(scales, dtype=float), opened, {"ensemble": errors})


def test_mase_is_the_mean_over_the_cuts():
    # |errors| of the first week: 7 x 4 / 7 = 4 over 2, and 7 x 9 / 7 = 9 over 3: (2 + 3) / 2.
    past = past_of([[4.0] * 28, [-9.0] * 28], [2, 3])
    assert mase(past, past.errors["ensemble"], 7, [0, 1]) == pytest.approx(2.5)


def test_a_constant_past_has_no_scale_and_no_mase():
    past = past_of([[4.0] * 28], [0])
    assert mase(past, past.errors["ensemble"], 7, [0]) is None


def test_an_interval_leaves_a_tenth_on_either_side():
    # 100 cuts miss by -50 ... 49. With the correction for 100 cuts 80.8 % lie inside, 9.6 % on either side:
    # the 68th of 700 days, which is of the tenth cut.
    errors = np.repeat(np.arange(-50.0, 50.0)[:, None], 28, axis=1)
    weeks = calibration_of(errors, np.ones(errors.shape, dtype=bool)).weeks
    assert weeks == ((-41, 40),) * 4


def test_few_cuts_make_a_wider_interval():
    # Three cuts: 0.8 x (1 + 1/3) is more than everything, so the extremes bound it.
    errors = np.repeat(np.array([-30.0, 5.0, 20.0])[:, None], 28, axis=1)
    found = calibration_of(errors, np.ones(errors.shape, dtype=bool))
    assert found.weeks[0] == (-30, 20)
    assert found.sums == ((-210, 140), (-840, 560))


def test_closed_days_do_not_narrow_the_interval():
    errors = np.zeros((4, 28))
    errors[:, ::7] = [[-8.0], [8.0], [-8.0], [8.0]]
    is_open = np.zeros(errors.shape, dtype=bool)
    is_open[:, ::7] = True
    assert calibration_of(errors, is_open).weeks[0] == (-8, 8)


def test_two_cuts_tell_nothing():
    assert calibration_of(np.ones((2, 28)), np.ones((2, 28), dtype=bool)).weeks == (None,) * 4


def test_coverage_is_measured_on_intervals_of_earlier_cuts():
    # Six cuts miss by 10 either way and bound the seventh: its first 14 days lie inside, the others outside.
    errors = [[10.0 if cut % 2 else -10.0] * 28 for cut in range(6)] + [[0.0] * 14 + [99.0] * 14]
    past = past_of(errors, [1] * 7)
    assert coverage(past, "ensemble", 7) == 1.0
    assert coverage(past, "ensemble", 28) == 0.5


def test_before_the_seventh_cut_there_is_no_coverage():
    assert coverage(past_of([[1.0] * 28] * 6, [1] * 6), "ensemble", 7) is None


def test_beyond_four_weeks_the_interval_widens_as_a_walk_does():
    calibration = Calibration(((-10, 10),) * 3 + ((-100, 200),))
    assert calibration.of_day(28) == (-100, 200)
    assert calibration.of_day(16 * 7) == (-200, 400)


def test_without_a_past_to_look_back_at_the_weeks_themselves_bound_the_baseline():
    assert plain_calibration([100] * 7 + [110] * 7 + [90] * 7 + [120] * 7).weeks[0] == (-20, 30)


def test_a_week_bounds_nothing():
    assert plain_calibration([100] * 7).weeks == (None,) * 4


def test_cuts_go_back_from_the_last_whose_month_is_over():
    assert cuts_of(120, 26) == [64, 78, 92]
    assert cuts_of(83, 26) == []
    assert len(cuts_of(1461, 26)) == 26


def test_the_days_come_out_on_their_dates():
    days = series([1, 2, 3, 4, 5, 6, 7], start=date(2024, 1, 1))
    assert list(expected(days, OPEN, 2, ["seasonal_naive"])["seasonal_naive"]) == [1, 2]
