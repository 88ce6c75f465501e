"""Making the forecast of a series: by the model its backtest recommends, with intervals drawn from it."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.daily.backtest import HORIZONS, Backtest, backtest
from carnet.forecasting.daily.calibration import Bounds, Calibration, plain_calibration
from carnet.forecasting.daily.closing import Closing, closing_of
from carnet.forecasting.daily.forecast import SEASONAL_NAIVE, DailyForecast, Measured, Point, Span
from carnet.forecasting.daily.looking_back import FEWEST_DAYS, LIGHT_CUTS
from carnet.forecasting.daily.models import LEARNT_FROM, expected
from carnet.forecasting.daily.series import Series
from carnet.forecasting.reasons import Reason

LONGEST_GAP = 28
"""Days without any sale in the whole company after which the last ones known say little of the next."""


def make_forecast(
    series: Series,
    country: str,
    *,
    as_of: date,
    horizon: int,
    model: str | None = None,
    looked_back: Backtest | None = None,
) -> DailyForecast:
    """The days after `as_of`; without a backtest that knows the model a light one is made first."""
    reason = reason_for_less(series, as_of)
    if reason:
        return plain_forecast(series, country, as_of=as_of, horizon=horizon, reason=reason)
    if looked_back is None or (model and model not in looked_back.calibrations):
        also = (model,) if model else ()
        looked_back = backtest(series, country, as_of=as_of, most=LIGHT_CUTS, also=also)
    return _modelled(series, country, as_of, horizon, model or looked_back.chosen, looked_back)


def reason_for_less(series: Series, as_of: date) -> Reason | None:
    """Why only the plain baseline can be given, where that is so."""
    if not series.values:
        return Reason("days_none")
    if not any(series.values[-LEARNT_FROM:]):
        return Reason("days_zero")
    if (as_of - series.end).days > LONGEST_GAP:
        return Reason("days_old", {"last": series.end.isoformat()})
    if len(series.values) < FEWEST_DAYS:
        return Reason("days_few", {"days": len(series.values), "needed": FEWEST_DAYS})
    return Reason("days_constant") if series.is_constant else None


def _modelled(
    series: Series, country: str, as_of: date, horizon: int, model: str, looked_back: Backtest
) -> DailyForecast:
    gap = (as_of - series.end).days
    closing = closing_of(series, country)
    said = expected(series, closing, gap + horizon, {model, SEASONAL_NAIVE})
    reason = None if model in said else Reason("model_failed", {"model": model})
    name = model if model in said else SEASONAL_NAIVE
    calibration = looked_back.calibrations.get(name, Calibration())
    if calibration.weeks[0] is None:
        calibration = plain_calibration(series.values)
    points = _points(series, closing, as_of, (said[name][gap:], said[SEASONAL_NAIVE][gap:]), calibration)
    return DailyForecast(
        model=name,
        subject=series.subject,
        as_of=as_of,
        points=points,
        spans=_spans(points, calibration, series),
        measured=_models_of(looked_back),
        reason=reason,
        backtest_on=looked_back.as_of,
        is_light=looked_back.is_light,
    )


def plain_forecast(
    series: Series, country: str, *, as_of: date, horizon: int, reason: Reason
) -> DailyForecast:
    """The seasonal naive, its interval from the differences week to week; zeros where there is nothing."""
    closing = closing_of(series, country)
    values, calibration = np.zeros(horizon), Calibration()
    if any(series.values[-LEARNT_FROM:]):
        # However long ago the last week was: the same weekdays follow.
        gap = (as_of - series.end).days % 7
        values = expected(series, closing, gap + horizon, [SEASONAL_NAIVE])[SEASONAL_NAIVE][gap:]
        calibration = plain_calibration(series.values)
    points = _points(series, closing, as_of, (values, values), calibration)
    spans = _spans(points, calibration, series)
    return DailyForecast(SEASONAL_NAIVE, series.subject, as_of, points, spans, (), reason)


def _points(
    series: Series, closing: Closing, as_of: date, said: tuple[Floats, Floats], calibration: Calibration
) -> tuple[Point, ...]:
    """The days with their intervals; on a closed day nothing is expected, and that is sure."""
    found = []
    gap = (as_of - series.end).days if series.values else 0
    for ahead, (value, plain) in enumerate(zip(*said, strict=True), start=1):
        day = as_of + timedelta(days=ahead)
        if closing.is_closed(day):
            found.append(Point(day, 0, 0, 0, 0))
            continue
        low, high = _around(round(value), calibration.of_day(gap + ahead), series)
        found.append(Point(day, round(value), low, high, round(plain)))
    return tuple(found)


def _spans(points: Sequence[Point], calibration: Calibration, series: Series) -> tuple[Span, ...]:
    """The sums over a week and four, as far as the points reach."""
    found = []
    for days, bounds in zip(HORIZONS, calibration.sums, strict=True):
        if len(points) < days:
            continue
        some = points[:days]
        value = sum(point.value for point in some)
        baseline = sum(point.baseline for point in some)
        found.append(Span(some[0].on, some[-1].on, value, *_around(value, bounds, series), baseline))
    return tuple(found)


def _around(value: int, bounds: Bounds | None, series: Series) -> tuple[int | None, int | None]:
    """The interval; below zero only where there were days below zero."""
    if bounds is None:
        return None, None
    low, high = value + bounds[0], value + bounds[1]
    return (low, high) if min(series.values) < 0 else (max(low, 0), high)


def _models_of(looked_back: Backtest) -> tuple[Measured, ...]:
    """How the models did, without the row of the choice among them."""
    return tuple(one for one in looked_back.measured if one.model in looked_back.calibrations)
