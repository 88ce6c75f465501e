"""The period day by day: what was won, what is expected, and the year before, as a chart and a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from carnet.core.period import Period
from carnet.forecasting.course import Course
from carnet.forecasting.pipeline.lines import Line
from carnet.web.forecast.periods import short_name_of

WEEK = 7


@dataclass(frozen=True, slots=True)
class Point:
    """A day of the table: what was won by its end or is expected, its bounds, and the year before."""

    day: date
    won: int | None
    expected: int | None
    low: int | None
    high: int | None
    before: int | None


def chart_of(points: Sequence[Point], period: Period, currency: str, *, seen_from: str) -> dict[str, Any]:
    """The lines of the chart: last year's, what was won, and the forecast with its band.

    `seen_from` names the last known day.
    """
    today = next((index for index, point in reversed(list(enumerate(points))) if point.won is not None), None)
    series = [
        {
            "name": pgettext("amount", "Won"),
            "role": "current",
            "step": True,
            "values": [point.won for point in points],
        },
        {"name": _("Forecast"), "role": "forecast", "values": [point.expected for point in points]},
        {"name": "", "role": "low", "values": [point.low for point in points]},
        {"name": "", "role": "high", "values": [point.high for point in points]},
    ]
    if earlier := period.last_year():
        values = [point.before for point in points]
        told = any(value is not None for value in values)
        series += [{"name": short_name_of(earlier), "role": "previous", "values": values}] if told else []
    mark = {} if today is None else {"mark": {"at": today, "label": seen_from}}
    labels = [f"{point.day:%d/%m}" for point in points]
    return {"x": labels, "kind": "money", "currency": currency, "series": series, **mark}


def points_of(found: Course, line: Line) -> tuple[Point, ...]:
    """Every day of the period; the forecast leads evenly from what is won to what is expected."""
    known, ahead = len(found.won), len(found.days) - len(found.won)
    return tuple(
        Point(
            day=day,
            won=found.won[index] if index < known else None,
            before=found.before[index] if found.before else None,
            **_expected(line, index - known + 1, ahead),
        )
        for index, day in enumerate(found.days)
    )


def _expected(line: Line, step: int, ahead: int) -> dict[str, int | None]:
    """What is expected `step` days after the last known one; nothing of days that are over."""
    if step < 0 or not ahead or line.forecast is None:
        return {"expected": None, "low": None, "high": None}
    start, share = line.won_so_far, step / ahead
    ends = {"expected": line.forecast, "low": line.low, "high": line.high}
    return {name: None if end is None else start + round((end - start) * share) for name, end in ends.items()}


def table_of(points: Sequence[Point]) -> list[Point]:
    """A point for each week, and those where something begins or ends."""
    last_won = max((index for index, point in enumerate(points) if point.won is not None), default=-1)
    told = {*range(WEEK - 1, len(points), WEEK), last_won, len(points) - 1}
    return [points[index] for index in sorted(told) if index >= 0]
