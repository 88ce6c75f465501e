"""The models by name, over the days on which there are sales; statsforecast is loaded by their first use.

Days without sales by habit are left out and holidays kept are filled with the week before, so that no model
takes a closed day for a bad one; what is expected is put back on the calendar, with zeros on closed days.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Flags, Floats
from carnet.forecasting.daily.closing import Closing
from carnet.forecasting.daily.forecast import ARIMA, ENSEMBLE, PARTS, SEASONAL_NAIVE, YEARLY
from carnet.forecasting.daily.series import Series
from carnet.forecasting.daily.years import course_of_years

LEARNT_FROM = 730
"""Days models learn from: three years cost twice the time and brought no smaller errors."""

LESS_LEARNT_FROM = {"sarima_101_011_7": 78}
"""Weeks, for the slowest: its errors were those of two years, at three quarters of the time."""

EXPLODED = 10
"""A forecast this many times the largest day ever seen is a model gone astray."""


def expected(series: Series, closing: Closing, horizon: int, names: Iterable[str]) -> dict[str, Floats]:
    """What each of these models expects of the days after the series; those that fail are left out."""
    days = [series.end + timedelta(days=ahead) for ahead in range(1, horizon + 1)]
    is_open = np.array([day.weekday() not in closing.weekdays for day in days])
    learnt = _open_days(series, closing)
    wanted = set(names)
    single = wanted.difference((ENSEMBLE, YEARLY)).union(PARTS if wanted & {ENSEMBLE, YEARLY} else ())
    found = {
        name: values
        for name in sorted(single)
        if (values := _run(name, learnt, int(is_open.sum()), closing.open_weekdays)) is not None
    }
    if members := [found[name] for name in PARTS if name in found]:
        found[ENSEMBLE] = np.median(members, axis=0)
    on_calendar = {name: _on_calendar(values, days, is_open, closing) for name, values in found.items()}
    if YEARLY in wanted and ENSEMBLE in found:
        on_calendar[YEARLY] = on_calendar[ENSEMBLE] * course_of_years(series, horizon)
    floor = -np.inf if min(series.values) < 0 else 0.0
    return {name: np.maximum(values, floor) for name, values in on_calendar.items() if name in wanted}


def _open_days(series: Series, closing: Closing) -> Floats:
    """The days to learn from, without those on which there are no sales by habit."""
    kept: list[float] = []
    season = closing.open_weekdays
    start = max(len(series.values) - LEARNT_FROM, 0)
    for place in range(start, len(series.values)):
        day = series.start + timedelta(days=place)
        if day.weekday() in closing.weekdays:
            continue
        is_kept_holiday = len(kept) >= season and closing.keeps(day)
        kept.append(kept[-season] if is_kept_holiday else float(series.values[place]))
    return np.array(kept)


def _on_calendar(values: Floats, days: list[date], is_open: Flags, closing: Closing) -> Floats:
    spread = np.zeros(len(days))
    spread[is_open] = values
    spread[[closing.keeps(day) for day in days]] = 0.0
    return spread


def _run(name: str, learnt: Floats, horizon: int, season: int) -> Floats | None:
    """One model's values, or None where it fails or goes astray."""
    largest = float(np.abs(learnt).max(initial=0.0)) or 1.0
    if name == SEASONAL_NAIVE:
        return seasonal_naive(learnt, horizon, season)
    scaled = learnt[-LESS_LEARNT_FROM.get(name, LEARNT_FROM) * season :] / largest
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            values = np.asarray(_LIBRARY[name](season).forecast(scaled, horizon)["mean"], dtype=float)
    except Exception:  # noqa: BLE001 - the library raises bare exceptions where a fit finds nothing
        return None
    if not np.isfinite(values).all() or np.abs(values).max(initial=0.0) > EXPLODED:
        return None
    return values * largest


def seasonal_naive(learnt: Floats, horizon: int, season: int) -> Floats:
    """The same weekday of the last week known; of a series shorter than a week its last day."""
    last = learnt[-season:] if len(learnt) >= season else learnt[-1:]
    return np.resize(last, horizon)


def _theta(season: int) -> Any:
    from statsforecast.models import DynamicOptimizedTheta

    return DynamicOptimizedTheta(season_length=season)


def _ces(season: int) -> Any:
    from statsforecast.models import AutoCES

    return AutoCES(season_length=season)


def _sarima(season: int) -> Any:
    from statsforecast.models import ARIMA as Arima  # noqa: N811 - a class by its own name would hide ours

    if season == 1:
        return Arima(order=(1, 1, 1))
    return Arima(order=(1, 0, 1), seasonal_order=(0, 1, 1), season_length=season)


def _arima(season: int) -> Any:
    from statsforecast.models import ARIMA as Arima  # noqa: N811 - as above

    return Arima(order=(5, 1, 0))


def _ets(season: int) -> Any:
    from statsforecast.models import AutoETS

    return AutoETS(season_length=season)


_LIBRARY: Mapping[str, Callable[[int], Any]] = {
    ARIMA: _arima,
    "auto_ets": _ets,
    "theta": _theta,
    "ces": _ces,
    "sarima_101_011_7": _sarima,
}
