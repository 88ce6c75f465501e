"""The errors promised, on real series: few cuts here, all of them with CARNET_WHOLE_BACKTEST=1 (two minutes).

The shops' units stand for revenue; the Superstore's order lines are summed by day, region and category.
"""

import os
import time

import pytest

from carnet.forecasting.daily.backtest import ARIMA, CHOSEN, ENSEMBLE, SEASONAL_NAIVE, backtest
from carnet.forecasting.daily.looking_back import CUTS
from carnet.forecasting.daily.making import make_forecast
from carnet.forecasting.daily.table import Table
from tests.forecasting.days import needs_data, real_series

pytestmark = needs_data
WHOLE = bool(os.environ.get("CARNET_WHOLE_BACKTEST"))
FEW = ("Shop 1", "Shop 3", "Superstore")
FEW_CUTS = 4


@pytest.fixture(scope="module")
def backtests():
    named = {name: days for name, days in real_series().items() if WHOLE or name in FEW}
    most = CUTS if WHOLE else FEW_CUTS
    return {name: (days, backtest(days, "US", as_of=days.end, most=most)) for name, days in named.items()}


@pytest.fixture(scope="module")
def means(backtests):
    table = Table(tuple(found for _days, found in backtests.values()))
    return {(one.model, one.horizon): one for one in table.means}


@pytest.mark.parametrize("model", [ENSEMBLE, CHOSEN])
@pytest.mark.parametrize(("horizon", "share"), [(7, 0.60), (28, 0.65)])
def test_errors_lie_far_below_those_of_arima(means, model, horizon, share):
    assert means[model, horizon].mase <= share * means[ARIMA, horizon].mase


@pytest.mark.parametrize("horizon", [7, 28])
def test_errors_lie_a_fifth_below_those_of_the_seasonal_naive(means, horizon):
    assert means[CHOSEN, horizon].mase <= 0.80 * means[SEASONAL_NAIVE, horizon].mase


@pytest.mark.skipif(not WHOLE, reason="coverage needs all cuts: CARNET_WHOLE_BACKTEST=1")
@pytest.mark.parametrize("horizon", [7, 28])
def test_eight_days_of_ten_lie_inside_the_interval(means, horizon):
    for model in (ENSEMBLE, CHOSEN):
        assert 0.75 <= means[model, horizon].coverage_80 <= 0.88


def test_a_forecast_takes_half_a_second_of_the_processor(backtests):
    for days, found in backtests.values():
        assert min(cost(days, found) for _round in range(3)) <= 0.5


def cost(days, found):
    began = time.process_time()
    make_forecast(days, "US", as_of=days.end, horizon=28, model=ENSEMBLE, looked_back=found)
    return time.process_time() - began
