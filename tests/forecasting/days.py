"""Series of days for the tests of the daily forecast, and the real ones of the shared data."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from carnet.forecasting.daily.backtest import Backtest
from carnet.forecasting.daily.calibration import Calibration
from carnet.forecasting.daily.forecast import MODELS, Subject
from carnet.forecasting.daily.series import LONGEST, Series

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not (DATA / "daily-revenue").is_dir(), reason="the real data set ../shared/data is not here"
)
MONDAY = date(2024, 1, 1)


def series(values, start=MONDAY):
    return Series(Subject(), start, tuple(values))


def weeks(*days, count):
    """The same week, so many times."""
    return series(list(days) * count)


def without_a_past(model="seasonal_naive"):
    """A backtest that recommends a model and has no bounds: what is slow is left out."""
    return Backtest(Subject(), MONDAY, 0, model, (), dict.fromkeys(MODELS, Calibration()))


def real_series():
    """The three shops, their total, and the order lines of the Superstore by region, category and in all."""
    sums = {**_shops(), **_superstore()}
    return {name: _filled(name, days) for name, days in sums.items()}


def _shops():
    found = defaultdict(lambda: defaultdict(int))
    for number in (1, 2, 3):
        with (DATA / "daily-revenue" / f"store_{number}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[f"Shop {number}"][date.fromisoformat(row["date"])] += round(float(row["sales"]) * 100)
                found["All shops"][date.fromisoformat(row["date"])] += round(float(row["sales"]) * 100)
    return found


def _superstore():
    found = defaultdict(lambda: defaultdict(int))
    with (DATA / "sme-sales" / "superstore.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            month, day, year = map(int, row["Order Date"].split("/"))
            for name in ("Superstore", f"Superstore {row['Region']}", f"Superstore {row['Category']}"):
                found[name][date(year, month, day)] += round(float(row["Sales"]) * 100)
    return found


def _filled(name, days):
    start, end = max(min(days), max(days) - timedelta(days=LONGEST - 1)), max(days)
    values = [days.get(start + timedelta(days=count), 0) for count in range((end - start).days + 1)]
    return Series(Subject(name=name), start, tuple(values))
