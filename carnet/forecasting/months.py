"""The months of a revenue curve that are not over, from the forecasts of the month and of the quarter."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from carnet.core.period import Period, month_of
from carnet.forecasting.pipeline.lines import Line
from carnet.forecasting.spread import NORMAL, SHARED


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """What is still to come in a month, in minor units, with its 80 % interval."""

    start: date
    value: int
    low: int
    high: int


def months_ahead(month: Line, quarter: Line | None, days: Period) -> tuple[MonthAhead, ...]:
    """The present month (`days`), then those of its quarter, which share out what comes after it."""
    first = _still(month)
    if first is None or days.start is None or days.end is None:
        return ()
    present = MonthAhead(days.start, *first)
    rest = _still(quarter) if quarter else None
    if rest is None:
        return (present,)
    return (present, *_later(days.end, max(rest[0] - first[0], 0), rest))


def _still(line: Line) -> tuple[int, int, int] | None:
    """What a line expects beyond what is won, with its bounds."""
    if line.forecast is None or line.low is None or line.high is None:
        return None
    return tuple(bound - line.won_so_far for bound in (line.forecast, line.low, line.high))  # type: ignore[return-value]


def _later(end: date, after: int, rest: tuple[int, int, int]) -> list[MonthAhead]:
    """The months of the quarter after one, each with its part by days."""
    months, day = [], end + timedelta(days=1)
    while day.month % 3 != 1:
        months.append(month_of(day))
        day = (months[-1].end or day) + timedelta(days=1)
    whole = sum(month.days or 0 for month in months)
    return [_part(month, after * (month.days or 0) // whole, rest) for month in months]


def _part(month: Period, value: int, rest: tuple[int, int, int]) -> MonthAhead:
    """A part of a sum is less sure than the sum: what deals do not share shrinks with its root alone."""
    total, low, high = rest
    spread = (high - low) / (2 * NORMAL)
    own = max(spread**2 - (SHARED * total) ** 2, 0) / total if total > 0 else 0
    reach = NORMAL * sqrt(own * value + (SHARED * value) ** 2)
    return MonthAhead(month.start or date.min, value, max(round(value - reach), 0), round(value + reach))
