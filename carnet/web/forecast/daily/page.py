"""What the page of days shows: sum, interval, chart, table, and what the models were worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from carnet.forecasting.daily.forecast import SEASONAL_NAIVE, DailyForecast, Measured, Point
from carnet.forecasting.daily.series import Series
from carnet.web.forecast.daily.choosing import LABELS

SHOWN_BEFORE = 56
"""Days of the past beside the coming ones: eight weeks show the rhythm of the week."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The revenue of all days looked ahead; its interval is known over one week and over four."""

    value: int
    low: int | None
    high: int | None
    baseline: int


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model with what it missed by on past cuts of this very series, and how often its interval held."""

    label: Any
    measured: Measured
    is_shown: bool


def context_of(forecast: DailyForecast, series: Series, currency: str) -> dict[str, Any]:
    """Everything about a forecast in hand."""
    total = sum_of(forecast)
    return {
        "forecast": forecast,
        "total": total,
        "first_on": forecast.points[0].on if total else None,
        "last_on": forecast.points[-1].on if total else None,
        "model_label": label_of(forecast.model),
        "rows": _rows(forecast),
        "shown": next((one for one in forecast.backtest if one.model == forecast.model), None),
        "plain": next((one for one in forecast.backtest if one.model == SEASONAL_NAIVE), None),
        "days_known": len(series.values),
        "known_until": series.end if series.values else None,
        "is_deals": series.is_deals,
        "chart": chart_of(forecast, series, currency),
    }


def label_of(model: str) -> str:
    """How a model is called."""
    return str(LABELS.get(model, model))


def sum_of(forecast: DailyForecast) -> Sum | None:
    """All points together, with the interval of the span that ends with the last of them."""
    if not forecast.points:
        return None
    last = forecast.points[-1].on
    span = next((one for one in forecast.spans if one.until_on == last), None)
    value = span.value if span else sum(point.value for point in forecast.points)
    baseline = span.baseline if span else sum(point.baseline for point in forecast.points)
    return Sum(value, span.low if span else None, span.high if span else None, baseline)


def _rows(forecast: DailyForecast) -> list[ModelRow]:
    return [ModelRow(label_of(one.model), one, one.model == forecast.model) for one in forecast.backtest]


def chart_of(forecast: DailyForecast, series: Series, currency: str) -> dict[str, Any]:
    """The days known and those to come, with the band and what last week says."""
    before = series.values[-SHOWN_BEFORE:]
    days = [series.end - timedelta(days=back) for back in range(len(before) - 1, -1, -1)]
    days += [point.on for point in forecast.points]
    past, ahead = [None] * len(before), [None] * len(forecast.points)
    points = forecast.points
    shown = [
        ("current", _("Sales"), [*before, *ahead]),
        ("forecast", _("Forecast"), [*past, *(point.value for point in points)]),
        ("low", "", [*past, *_bounds(points, "low")]),
        ("high", "", [*past, *_bounds(points, "high")]),
    ]
    if forecast.model != SEASONAL_NAIVE:
        shown.append(("previous", label_of(SEASONAL_NAIVE), [*past, *(point.baseline for point in points)]))
    drawn = [{"role": role, "name": name, "values": values} for role, name, values in shown]
    mark = {"mark": {"at": len(before) - 1, "label": _("last day known")}} if before else {}
    labels = [f"{day:%d/%m}" for day in days]
    return {"x": labels, "kind": "money", "currency": currency, "series": drawn, **mark}


def _bounds(points: Sequence[Point], name: str) -> list[int | None]:
    return [getattr(point, name) for point in points]
