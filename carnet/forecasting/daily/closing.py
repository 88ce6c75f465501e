"""Days on which a shop sells nothing: weekdays it never opens, and holidays it keeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel.core import get_global

from carnet.forecasting.daily.series import Series

HOME = "FR"
BY_CHANCE = 0.05
"""A run of empty days as likely as this by chance alone is no closing: few things sell every day."""

LOOKED_BACK = 182


@dataclass(frozen=True, slots=True)
class Closing:
    """Weekdays (Monday is 0) and holidays by name without a sale."""

    weekdays: frozenset[int]
    holidays: frozenset[str]
    country: str

    @property
    def open_weekdays(self) -> int:
        """How many days its week has: what the models take as the length of a season."""
        return 7 - len(self.weekdays)

    def is_closed(self, day: date) -> bool:
        """Whether nothing is sold on a day, as far as its past tells."""
        return day.weekday() in self.weekdays or self.keeps(day)

    def keeps(self, day: date) -> bool:
        """Whether the day is one of the holidays without a sale."""
        return bool(self.holidays) and bool(
            self.holidays.intersection(_holidays(self.country, day.year).get(day, ()))
        )


def country_of(time_zone: str) -> str:
    """The country a time zone lies in: whose holidays are looked at."""
    return str(get_global("zone_territories").get(time_zone, HOME))


def closing_of(series: Series, country: str) -> Closing:
    """What the past tells of the days on which nothing is sold."""
    days = [series.start + timedelta(days=count) for count in range(len(series.values))]
    recent = list(zip(days, series.values, strict=True))[-LOOKED_BACK:]
    weekdays = frozenset(number for number in range(7) if _is_empty(number, recent))
    return Closing(weekdays, _kept_holidays(days, series.values, weekdays, country), country)


def _is_empty(weekday: int, recent: Sequence[tuple[date, int]]) -> bool:
    own = [value for day, value in recent if day.weekday() == weekday]
    others = [value for day, value in recent if day.weekday() != weekday]
    return not any(own) and _is_meant(len(own), others)


def _kept_holidays(
    days: Sequence[date], values: Sequence[int], closed: Collection[int], country: str
) -> frozenset[str]:
    """Holidays on open weekdays that never brought anything."""
    seen: dict[str, list[int]] = {}
    others = []
    for day, value in zip(days, values, strict=True):
        if day.weekday() in closed:
            continue
        names = _holidays(country, day.year).get(day, ())
        for name in names:
            seen.setdefault(name, []).append(value)
        if not names:
            others.append(value)
    return frozenset(name for name, own in seen.items() if not any(own) and _is_meant(len(own), others))


def _is_meant(count: int, others: Sequence[int]) -> bool:
    """Whether so many empty days in a row are no accident, beside how often other days are empty."""
    empty = sum(1 for value in others if not value) / len(others) if others else 1.0
    return count > 0 and empty**count <= BY_CHANCE


@lru_cache(maxsize=64)
def _holidays(country: str, year: int) -> dict[date, tuple[str, ...]]:
    """The holidays of a year; none where the country's are not known."""
    from holidays import country_holidays

    try:
        found = country_holidays(country, years=year, language="en_US")
    except NotImplementedError:
        return {}
    return {day: tuple(found.get_list(day)) for day in found}
