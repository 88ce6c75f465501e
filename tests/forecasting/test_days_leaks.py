"""Nothing that was said at a cut knows what came after it: leaks are planted here and must change nothing."""

from dataclasses import replace

import numpy as np

from carnet.forecasting.daily.backtest import choice, coverage
from carnet.forecasting.daily.looking_back import AHEAD, Past, look_back
from carnet.forecasting.daily.series import Series
from tests.forecasting.days import series

NAMES = ("seasonal_naive", "ces")
KNOWN = 100


def days(after=1):
    """Weeks that grow; `after` multiplies everything later than the first cut knows."""
    values = [(100 + 10 * (number % 7) + number) for number in range(KNOWN + AHEAD)]
    return series([value if number < KNOWN else value * after for number, value in enumerate(values)])


def said(of: Series):
    """What was said at the last cut: what happened, less the errors."""
    past = look_back(of, "FR", NAMES)
    actual = np.array(of.values[KNOWN : KNOWN + AHEAD])
    assert past.known[-1] == KNOWN
    return {name: actual - errors[-1] for name, errors in past.errors.items()}, past.scales[-1]


def test_what_is_said_at_a_cut_and_its_scale_know_nothing_later():
    (plain, scale), (leaking, same_scale) = said(days()), said(days(after=50))
    assert scale == same_scale
    for name in NAMES:
        assert np.allclose(plain[name], leaking[name])


def test_a_weekday_that_closes_after_a_cut_is_open_at_it():
    closing = days()
    emptied = tuple(
        0 if number >= KNOWN and number % 7 == 3 else value for number, value in enumerate(closing.values)
    )
    assert look_back(replace(closing, values=emptied), "FR", ["seasonal_naive"]).is_open.all()


def past_of(ensemble, other, every=14):
    """Cuts every two weeks at which the ensemble and another model missed by so much on each day."""
    errors = {
        "ensemble": np.repeat(np.array(ensemble, dtype=float)[:, None], AHEAD, axis=1),
        "theta": np.repeat(np.array(other, dtype=float)[:, None], AHEAD, axis=1),
    }
    count = len(ensemble)
    is_open = np.ones((count, AHEAD), dtype=bool)
    return Past(np.arange(56, 56 + every * count, every), np.ones(count), is_open, errors)


def test_a_cut_trusts_a_model_for_what_was_over_by_then():
    # At the last of twelve cuts the month after the eleventh is not over: its leap must not count.
    fair = past_of([2.0] * 12, [1.0] * 12)
    leaking = past_of([2.0] * 12, [1.0] * 10 + [500.0, 500.0])
    assert choice(fair.before(11)) == choice(leaking.before(11)) == "theta"


def test_an_interval_is_drawn_from_what_was_over_by_then():
    # Every cut misses by 1 but the last, by 100: were its own error known, it would lie inside its interval.
    past = past_of([1.0] * 7 + [100.0], [1.0] * 8)
    assert coverage(past, "ensemble", 7) == 0.5
