"""The two years of the sample: which days people work, and how busy each is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

Item = TypeVar("Item")
SPAN = timedelta(days=730)
SEASON = (0.88, 0.97, 1.12, 1.06, 1.02, 1.1, 0.84, 0.52, 1.14, 1.16, 1.2, 0.99)
"""How busy a firm is from January to December."""


@dataclass(frozen=True)
class Calendar:
    """The days up to `today`, in the company's time zone."""

    today: date
    zone: ZoneInfo

    @property
    def start(self) -> date:
        """The first day of the sample."""
        return self.today - SPAN

    @cached_property
    def days(self) -> list[date]:
        """Every day but today, which is yet to happen."""
        return [self.start + timedelta(days=number) for number in range(SPAN.days)]

    @cached_property
    def holidays(self) -> frozenset[date]:
        """The public holidays of France."""
        import holidays

        return frozenset(holidays.country_holidays("FR", years=range(self.start.year, self.today.year + 2)))

    @cached_property
    def working_days(self) -> list[date]:
        """Monday to Friday without the holidays."""
        return [day for day in self.days if self.is_worked(day)]

    def is_worked(self, day: date) -> bool:
        """Whether an office is open."""
        return day.weekday() < 5 and day not in self.holidays

    def progress(self, day: date) -> float:
        """0 on the first day, 1 today."""
        return (day - self.start) / SPAN

    def busy_days(self, count: int, chance: Random) -> list[date]:
        """So many working days in order, more of them in season and as the firm grows."""
        weights = [SEASON[day.month - 1] * (1 + 0.45 * self.progress(day)) for day in self.working_days]
        return sorted(chance.choices(self.working_days, weights, k=count))

    def worked_from(self, day: date) -> date:
        """The day itself, or the next one that is worked."""
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def worked_until(self, day: date) -> date:
        """The day itself, or the last one before it that was worked."""
        while not self.is_worked(day):
            day -= timedelta(days=1)
        return day

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A time of a day, as the clock on the wall shows it."""
        return datetime.combine(day, time(hour, minute), tzinfo=self.zone)

    def weeks(
        self, items: Sequence[Item], day_of: Callable[[Item], date], now: datetime
    ) -> list[tuple[datetime, list[Item]]]:
        """The items by week, each with the moment it was all entered: Saturday noon, at the latest now."""
        found: dict[date, list[Item]] = {}
        for item in items:
            day = day_of(item)
            found.setdefault(day + timedelta(days=(5 - day.weekday()) % 7), []).append(item)
        return [(min(self.moment(day, 12), now), found[day]) for day in sorted(found)]
