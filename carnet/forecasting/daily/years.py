"""The course of earlier years: how the same weeks stood to the days before them, a year and two ago."""

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.daily.series import Series

YEAR = 364
"""A year of whole weeks, so that weekdays meet their like."""

YEARS = 2
STRENGTH = 0.8
"""No year repeats the last one wholly: the course is taken to this power."""

FARTHEST_FROM_ONE = 4.0


def course_of_years(series: Series, horizon: int) -> Floats:
    """A factor for each day ahead; 1 where no earlier year tells."""
    values = np.array(series.values, dtype=float)
    logs = [
        found for year in range(1, YEARS + 1) if (found := _log_course(values, year, horizon)) is not None
    ]
    if not logs:
        return np.ones(horizon)
    bound = np.log(FARTHEST_FROM_ONE)
    course: Floats = np.exp(np.clip(STRENGTH * np.mean(logs, axis=0), -bound, bound))
    return course


def _log_course(values: Floats, years: int, horizon: int) -> Floats | None:
    """The week around each day ahead over the week around the last one known, so many years before."""
    last = len(values) - 1 - YEAR * years
    if last < 3:
        return None
    ahead = last + 1 + np.arange(horizon) % YEAR
    base, weeks = _week_around(values, last), np.array([_week_around(values, int(day)) for day in ahead])
    if base <= 0:
        return None
    return np.log(np.where(weeks > 0, weeks, base) / base)


def _week_around(values: Floats, place: int) -> float:
    return float(values[max(place - 3, 0) : place + 4].mean())
