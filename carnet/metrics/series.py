"""The deals of a period as a curve: one point for each month, or day of a short period, without holes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from carnet.core.period import Period
from carnet.metrics.base import DayCell, Sums
from carnet.metrics.dimensions import bucket

LONGEST_BY_DAY = 45
MOST_POINTS = 120


@dataclass(frozen=True, slots=True)
class Point:
    """What the deals of a month or a day add up to."""

    key: str
    start: date
    sales: int
    won: int
    lost: int
    revenue: int
    average: int | None
    win_rate: float | None


def grain_of(period: Period) -> str:
    """Days for a period of six weeks or less, months beyond."""
    return "day" if period.days and period.days <= LONGEST_BY_DAY else "month"


def series(cells: Iterable[DayCell], period: Period, grain: str) -> tuple[Point, ...]:
    """The points from the first to the last day of the period, or of the deals where it is open."""
    listed = list(cells)
    days = [cell.day for cell in listed]
    start = period.start or min(days, default=None)
    end = period.end or max(days, default=None)
    if start is None or end is None:
        return ()
    sums: dict[str, Sums] = {}
    for cell in listed:
        sums.setdefault(bucket(cell.day, grain), Sums()).add(cell)
    return tuple(_point(day, grain, sums) for day in _starts(start, end, grain))


def _starts(start: date, end: date, grain: str) -> Iterator[date]:
    """The days points begin on; of very many the last."""
    found = list(_days(start, end) if grain == "day" else _months(start, end))
    yield from found[-MOST_POINTS:]


def _days(start: date, end: date) -> Iterator[date]:
    yield from (start + timedelta(days=count) for count in range((end - start).days + 1))


def _months(start: date, end: date) -> Iterator[date]:
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    yield from (date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1))


def _point(day: date, grain: str, sums: dict[str, Sums]) -> Point:
    key = bucket(day, grain)
    own = sums.get(key) or Sums()
    return Point(key, day, own.deals, own.won, own.lost, own.revenue, own.average, own.win_rate)
