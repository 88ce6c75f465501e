"""What is expected of the period shown: beside the revenue won, and as a band on its curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.period import Period
from carnet.forecasting.models import ResultKind
from carnet.forecasting.months import MonthAhead, months_ahead
from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.queries import latest_result, seen_by, seen_total
from carnet.forecasting.runs.pipeline import pipeline_of
from carnet.forecasting.spans import SPANS, span_of
from carnet.identity.visibility import Viewer
from carnet.metrics.dashboard import Dashboard
from carnet.web.dashboard.charts import point_name

DEFINITION = (
    "forecast",
    gettext_lazy("Forecast"),
    gettext_lazy(
        "Revenue expected by the last day, what is won included: the mean of the open and coming deals, "
        "each by its probability, and of the pace of the last 90 days. Shown without filters only, as last "
        "computed; the band holds 8 times out of 10."
    ),
)
STALE_AFTER = timedelta(days=1)
"""A forecast that knows less is not drawn beside figures of this moment."""

Curve = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """A point that is not over as the curve and the table show it: what is won in it by now included."""

    name: str
    value: int
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The line of the period itself, None where none is kept, with its last day, and the months ahead."""

    line: Line | None
    until_on: date | None
    span: str
    months: tuple[MonthAhead, ...]


def outlook(viewer: Viewer, found: Dashboard, today: date) -> Outlook | None:
    """What the last forecasts say of the figures shown; None where these are filtered, or end earlier."""
    period = found.filters.period
    if found.filters.picks or (period.end and period.end < today) or (period.start and period.start > today):
        return None
    lines = {name: line for name in SPANS if (line := _line(viewer, name, today))}
    own = next((name for name in lines if span_of(name, today)[0] == period.start), "")
    month = Period(*span_of("month", today))
    ahead = months_ahead(lines["month"], lines.get("quarter"), month) if "month" in lines else ()
    until = span_of(own, today)[1] if own else None
    return Outlook(lines.get(own), until, own, ahead) if own or ahead else None


def _line(viewer: Viewer, name: str, today: date) -> Line | None:
    """The viewer's total in the last run of a period, unless it is stale."""
    from_on, until_on = span_of(name, today)
    run = latest_result(ResultKind.PIPELINE, from_on=from_on, until_on=until_on)
    if run is None or run.as_of < today - STALE_AFTER:
        return None
    kept = pipeline_of(run)
    return seen_total(seen_by(viewer), kept.company, kept.managers, kept.agents)


def expected_of(found: Dashboard, ahead: Sequence[MonthAhead]) -> tuple[Expected, ...]:
    """The months ahead of a monthly curve that begins before them."""
    starts = [point.start for point in found.points]
    if found.grain != "month" or not ahead or not starts or starts[0] > ahead[0].start:
        return ()
    so_far = {point.start: point.revenue for point in found.points}
    with_year = len({day.year for day in starts} | {one.start.year for one in ahead}) > 1
    return tuple(_expected(one, so_far.get(one.start, 0), with_year=with_year) for one in ahead)


def _expected(month: MonthAhead, won: int, *, with_year: bool) -> Expected:
    name = point_name(month.start, "month", with_year=with_year)
    return Expected(name, won + month.value, won + month.low, won + month.high)


def with_expected(curve: Curve, over: int, expected: Sequence[Expected]) -> Curve:
    """The curve with the forecast after its first `over` points, as a band where every bound is known."""
    current, length = curve["series"][0]["values"], over + len(expected)
    drawn = [_lengthened(one, length, over) for one in curve["series"]]
    roles = {"forecast": "value"}
    if all(one.low is not None and one.high is not None for one in expected):
        roles |= {"low": "low", "high": "high"}
    for role, attribute in roles.items():
        values = _led([getattr(one, attribute) for one in expected], current, over)
        drawn.append({"name": _("Forecast") if role == "forecast" else "", "role": role, "values": values})
    return {**curve, "x": [*curve["x"][:over], *(one.name for one in expected)], "series": drawn}


def _led(values: list[int], current: list[int], over: int) -> list[int | None]:
    """After the months that are over, from the last of them on."""
    joint: list[int | None] = [None] * (over - 1) + [current[over - 1]] if over else []
    return [*joint, *values]


def _lengthened(series: dict[str, Any], length: int, over: int) -> dict[str, Any]:
    kept = series["values"][: over if series["role"] == "current" else length]
    return {**series, "values": [*kept, *[None] * (length - len(kept))]}


def outlook_context(viewer: Viewer, found: Dashboard, curve: Curve, today: date) -> dict[str, Any]:
    """What the template shows of it."""
    seen = outlook(viewer, found, today)
    if seen is None:
        return {}
    expected = expected_of(found, seen.months)
    over = sum(point.start < seen.months[0].start for point in found.points) if expected else 0
    drawn = with_expected(curve, over, expected) if expected else curve
    return {"outlook": seen, "curve": drawn, "expected": expected}
