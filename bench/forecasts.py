"""Forecasts of days: processor time a series by model, beside ARIMA(5,1,0) and the seasonal naive."""

import argparse
import json
import tempfile
import time
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from bench.tables import Table, ratio
from bench.world import told_by

ROUNDS = 5
DAYS = 1461
WEEK = (0.7, 0.9, 0.9, 1.0, 1.05, 1.4, 1.1)


def run(options: argparse.Namespace) -> list[Table]:
    """One table: what a forecast of 28 days costs, its backtest apart."""
    with tempfile.TemporaryDirectory() as folder:
        costs = told_by("bench.forecasts", Path(folder))
    seed, naive = costs["arima_5_1_0"], costs["seasonal_naive"]
    rows = [(name, f"{cost:.3f}", ratio(cost, seed), ratio(cost, naive)) for name, cost in costs.items()]
    head = ("model", "processor s", "/ ARIMA(5,1,0)", "/ seasonal naive")
    return [Table("Forecasts of 28 days, a series of four years", head, rows)]


def main() -> None:
    """The median cost of each model over shops, a shop closed on Sundays and a product that seldom sells."""
    import django

    django.setup()
    from carnet.forecasting.daily.backtest import Backtest
    from carnet.forecasting.daily.calibration import Calibration
    from carnet.forecasting.daily.forecast import MODELS, Subject
    from carnet.forecasting.daily.making import make_forecast
    from carnet.forecasting.daily.series import Series

    start = date(2022, 1, 3)
    kinds = [Series(Subject(), start, values) for values in (shop(1), shop(2, closed=6), product(3))]
    stored = Backtest(Subject(), start, 0, "", (), dict.fromkeys(MODELS, Calibration()))

    def cost(series: Series, model: str) -> float:
        began = time.process_time()
        make_forecast(series, "FR", as_of=series.end, horizon=28, model=model, looked_back=stored)
        return time.process_time() - began

    for model in MODELS:
        cost(kinds[0], model)  # what is imported once is no cost of a forecast
    costs = {
        model: median(cost(series, model) for series in kinds for _round in range(ROUNDS)) for model in MODELS
    }
    print(json.dumps(costs))


def shop(seed: int, closed: int | None = None) -> tuple[int, ...]:
    """Days that grow, follow the week and the year, and scatter by a tenth."""
    chance = Random(seed)
    return tuple(
        0
        if number % 7 == closed
        else round(100_000 * WEEK[number % 7] * (1 + number / 4000) * _season(number) * chance.gauss(1, 0.1))
        for number in range(DAYS)
    )


def _season(number: int) -> float:
    return 1.25 if number % 365 > 320 else 1.0


def product(seed: int) -> tuple[int, ...]:
    """Something sold on two days of five."""
    chance = Random(seed)
    return tuple(chance.randrange(1000, 90_000) if chance.random() < 0.4 else 0 for _day in range(DAYS))


if __name__ == "__main__":
    main()
