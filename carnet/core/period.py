"""Days and periods: inclusive ranges of the company's days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

EARLIEST, LATEST = date(1800, 1, 1), date(2200, 12, 31)
"""Days outside are slips of the pen; the first and last of the calendar overflow in another time zone."""


@dataclass(frozen=True, slots=True)
class Period:
    """An inclusive range of days, open where a bound is None."""

    start: date | None = None
    end: date | None = None

    @property
    def days(self) -> int | None:
        """How many days it holds; None when a side is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def previous(self) -> "Period | None":
        """The period of the same length just before; None when a side is open or the sides are crossed."""
        if self.start is None or self.end is None or self.start > self.end:
            return None
        if self.start <= date.min + (self.end - self.start):
            return None
        end = self.start - timedelta(days=1)
        return Period(end - (self.end - self.start), end)

    def last_year(self) -> "Period | None":
        """The same days a year before (29 February becomes the 28th); None when a side is open."""
        if self.start is None or self.end is None or min(self.start.year, self.end.year) == 1:
            return None
        return Period(a_year_before(self.start), a_year_before(self.end))


def a_year_before(day: date) -> date:
    """The same day of the year before."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def quarter_of(day: date) -> Period:
    """The quarter of the calendar a day lies in."""
    first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return Period(first, month_of(first.replace(month=first.month + 2)).end)


def year_of(day: date) -> Period:
    """The year of the calendar a day lies in."""
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))


def year_to(day: date) -> Period:
    """From the first of January to the day."""
    return Period(day.replace(month=1, day=1), day)
