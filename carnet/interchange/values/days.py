"""Days and moments as people write them; which number is the day, the whole column says."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.text import normalise
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.tables import Cell
from carnet.interchange.values.texts import text_of

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
"""In the order of preference: day first, and day first before year first with two-digit years."""

ORDER_NAMES: dict[Order, Promise] = {
    "dmy": _("day, month, year"),
    "mdy": _("month, day, year"),
    "ymd": _("year, month, day"),
}
EARLIEST, LATEST = 1800, 2199
LONGEST = 100
"""Characters of a moment: the patterns below take quadratic time, and each text is remembered."""
_PIVOT = 69
_SERIAL_START = date(1899, 12, 30)
_MONTHS = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr april apr",
    "mai may",
    "juin jun june",
    "juillet juil jul july",
    "aout aou august aug",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
_MONTH_OF = {name: month for month, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = re.compile(
    r"^(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*day|[a-z]*di|anche|s|rs|nes|ur)?[.,]?\s+"
)
_CLOCK = re.compile(
    r"[t\s,]+(?:a\s+|at\s+)?(?P<hour>\d{1,2})(?:[:h](?P<minute>\d{2})|h|(?=\s*[ap]m))"
    r"(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?$"
)
_PLAIN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")
"""As programs write them: understood without the patterns around, which take ten times as long."""
_THREE = re.compile(r"(\d{1,4})[/.\-\s]\s*(\d{1,2})[/.\-\s]\s*(\d{1,4})")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_WORD = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th|e)?[\s\-./]*([a-z]+)\.?[\s\-./,]*(\d{4}|\d{2})")
_WORD_DAY = re.compile(r"([a-z]+)\.?[\s\-./]*(\d{1,2})(?:er|st|nd|rd|th)?[\s\-./,]+(\d{4}|\d{2})")
_PLACES: dict[Order, tuple[int, int, int]] = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The day part of a text, as written, and what follows it (a time), if anything."""

    day: str
    clock: str


class DayEvidence:
    """What the values of one column say about the order of day, month and year; it keeps only counts."""

    def __init__(self) -> None:
        self.refusals: dict[Order, int] = dict.fromkeys(ORDERS, 0)

    def see(self, cell: Cell, times: int = 1) -> None:
        """Count a value, which comes so many times, against each order in which it is no day."""
        if isinstance(cell, str):
            for order in _known_refusals(cell) if len(cell) <= LONGEST else _refusals(cell):
                self.refusals[order] += times

    def see_all(self, cells: Iterable[Cell]) -> None:
        """Count many values, each once for all its times."""
        for cell, times in Counter(cells).items():
            self.see(cell, times)

    def orders(self) -> list[Order]:
        """The orders that make most values days, the preferred one first."""
        least = min(self.refusals.values())
        return [order for order in ORDERS if self.refusals[order] == least]


def parse_day(cell: Cell, order: Order = "dmy") -> date | None:
    """The day of a cell, as written (a time after it is left out); None when nothing stands there."""
    moment = parse_moment(cell, order)
    return moment.date() if isinstance(moment, datetime) else moment


def parse_moment(cell: Cell, order: Order = "dmy") -> datetime | date | None:
    """The moment of a cell, with a zone only if it states one; a day where no time is given."""
    if isinstance(cell, (date, datetime)):
        return _in_bounds(cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_serial(cell)
    text = text_of(cell)
    if not text:
        return None
    moment = _moment(text, order)
    if moment is None:
        raise UnreadableValue(_reason(text, order))
    return moment


def _in_bounds(moment: date) -> date:
    if not EARLIEST <= moment.year <= LATEST:
        raise UnreadableValue(
            sentence(_("“{value}” is too far away to be a date."), value=moment.isoformat())
        )
    return moment


def _of_serial(number: float) -> datetime | date:
    """A spreadsheet's day number, counted from the end of 1899."""
    if not 1 <= number < 109_575:
        raise UnreadableValue(sentence(_("“{value}” is not a date."), value=number))
    day = _SERIAL_START + timedelta(days=int(number))
    seconds = round((number - int(number)) * 86_400)
    return datetime.combine(day, time()) + timedelta(seconds=seconds) if seconds else day


def _reason(text: str, order: Order) -> Promise:
    numbers = _THREE.match(_parts(text[:LONGEST]).day)
    if numbers:
        order_name = ORDER_NAMES[order]
        return sentence(
            _("“{value}” is not a day of the calendar ({order})."), value=text[:100], order=order_name
        )
    return sentence(_("“{value}” is not a date."), value=text[:100])


def _moment(text: str, order: Order) -> datetime | date | None:
    """The day or moment a text means under an order; None when it means none."""
    return _understood(text, order) if len(text) <= LONGEST else None


def _refusals(cell: str) -> tuple[Order, ...]:
    """The orders in which a cell is no day; none where nothing stands there."""
    text = text_of(cell)
    return tuple(order for order in ORDERS if text and _moment(text, order) is None)


_known_refusals = lru_cache(maxsize=16_384)(_refusals)


@lru_cache(maxsize=16_384)
def _understood(text: str, order: Order) -> datetime | date | None:
    if plain := _PLAIN.fullmatch(text):
        return _plain_moment(*(int(number) for number in plain.groups() if number))
    parts = _parts(text)
    numbers = _solid(parts.day) or _three_numbers(parts.day, order) or _with_month_name(parts.day)
    try:
        if numbers is None:
            return None
        day = date(*numbers)
        return _with_clock(day, parts.clock) if parts.clock else day
    except ValueError:
        return None


def _plain_moment(
    year: int, month: int, day: int, hour: int | None = None, minute: int = 0, second: int = 0
) -> datetime | date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        written = date(year, month, day)
        return written if hour is None else datetime.combine(written, time(hour, minute, second))
    except ValueError:
        return None


def _parts(text: str) -> _Parts:
    plain = _WEEKDAYS.sub("", normalise(text))
    clock = _CLOCK.search(plain)
    return _Parts(plain[: clock.start()], clock.group()) if clock else _Parts(plain, "")


def _solid(text: str) -> tuple[int, int, int] | None:
    found = _SOLID.fullmatch(text)
    return _with_year(found[1], int(found[2]), int(found[3])) if found else None


def _three_numbers(text: str, order: Order) -> tuple[int, int, int] | None:
    found = _THREE.fullmatch(text)
    if not found:
        return None
    numbers = found.groups()
    if len(numbers[0]) == 4:
        order = "ymd"  # a year of four digits in front leaves no doubt
    year, month, day = (numbers[place] for place in _PLACES[order])
    if len(month) > 2 or len(day) > 2:
        return None
    return _with_year(year, int(month), int(day))


def _with_month_name(text: str) -> tuple[int, int, int] | None:
    for pattern, (day, month, year) in ((_DAY_WORD, (1, 2, 3)), (_WORD_DAY, (2, 1, 3))):
        found = pattern.fullmatch(text)
        if found and found[month] in _MONTH_OF:
            return _with_year(found[year], _MONTH_OF[found[month]], int(found[day]))
    return None


def _with_year(year: str, month: int, day: int) -> tuple[int, int, int] | None:
    """Two digits mean 1969 to 2068; one or three digits mean no year."""
    if len(year) == 2:
        return (int(year) + (1900 if int(year) >= _PIVOT else 2000), month, day)
    return (int(year), month, day) if len(year) == 4 and EARLIEST <= int(year) <= LATEST else None


def _with_clock(day: date, text: str) -> datetime:
    found = _CLOCK.fullmatch(text)
    assert found is not None  # noqa: S101 - `_parts` cut the text where this pattern matched
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    clock = time(hour, int(found["minute"] or 0), int(found["second"] or 0), micro)
    moment = datetime.combine(day, clock)
    return datetime.fromisoformat(moment.isoformat() + _offset(found["zone"])) if found["zone"] else moment


def _offset(zone: str) -> str:
    return "+00:00" if zone in ("z", "utc", "gmt") else zone
