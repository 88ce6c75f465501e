"""The times forecasts speak of, as their first and last day: a month, a quarter, a year."""

from collections.abc import Callable
from datetime import date, timedelta

from carnet.core.period import EARLIEST, LATEST, Period, month_of, quarter_of, year_of

Span = tuple[date, date]
_PERIODS: dict[str, Callable[[date], Period]] = {"month": month_of, "quarter": quarter_of, "year": year_of}
SPANS = tuple(_PERIODS)


def span_of(name: str, day: date) -> Span:
    """The month, quarter or year a day lies in."""
    period = _PERIODS[name](day)
    return period.start or EARLIEST, period.end or LATEST


def finished(name: str, *, by: date, count: int) -> list[Span]:
    """The last months, quarters or years that were over by the end of a day, oldest first."""
    found: list[Span] = []
    day = by + timedelta(days=1)
    for _one in range(count):
        day = span_of(name, day)[0] - timedelta(days=1)
        found.append(span_of(name, day))
    return found[::-1]


def name_of(span: Span) -> str | None:
    """Which of these a time is; None where it is none."""
    return next((name for name in SPANS if span_of(name, span[0]) == span), None)
