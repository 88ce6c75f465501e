"""What one address of the quotas asks for: months, quarters or years, which of them, and the one in focus."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.period import EARLIEST, Period, month_of, quarter_of, year_of

MONTH, QUARTER, YEAR = "month", "quarter", "year"
KINDS: dict[str, Promise] = {MONTH: _("Months"), QUARTER: _("Quarters"), YEAR: _("Years")}
_OF: dict[str, Callable[[date], Period]] = {MONTH: month_of, QUARTER: quarter_of, YEAR: year_of}
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """The periods across, the one whose progress and commitments are shown, and the page of agents."""

    kind: str
    year: int
    columns: tuple[Period, ...]
    focus: Period
    page: int

    def address(self, **changes: str) -> str:
        """This view with other parameters, as an address query."""
        kept = {
            "kind": self.kind,
            "year": str(self.year),
            "on": str(self.focus.start),
            "page": str(self.page),
        }
        return "?" + urlencode(kept | changes)

    @property
    def days(self) -> Period:
        """From the first day of the first column to the last of the last, the column before included."""
        return Period(before(self.columns[0]).start, self.columns[-1].end)


def asked(params: Mapping[str, str], today: date) -> Asked:
    """The view an address stands for; what it cannot mean is left out."""
    kind = params.get("kind", QUARTER)
    kind = kind if kind in KINDS else QUARTER
    year = _number(params.get("year", ""), FIRST_YEAR, LAST_YEAR, today.year)
    columns = columns_of(kind, year)
    return Asked(kind, year, columns, _focus(params.get("on", ""), columns, today), _page(params))


def columns_of(kind: str, year: int) -> tuple[Period, ...]:
    """The months or quarters of a year; of years the one before and the one after as well."""
    if kind == YEAR:
        return tuple(year_of(date(one, 1, 1)) for one in (year - 1, year, year + 1))
    step = 1 if kind == MONTH else 3
    return tuple(_OF[kind](date(year, month, 1)) for month in range(1, 13, step))


def before(period: Period) -> Period:
    """The month, quarter or year before one."""
    first = period.start or EARLIEST
    day = first - timedelta(days=1)
    return next((of(day) for of in _OF.values() if of(first) == period), month_of(day))


def _focus(text: str, columns: tuple[Period, ...], today: date) -> Period:
    """The column named by its first day, else that of today, else the first."""
    named = next((column for column in columns if str(column.start) == text), None)
    current = next(
        (one for one in columns if one.start and one.end and one.start <= today <= one.end), columns[0]
    )
    return named or current


def _page(params: Mapping[str, str]) -> int:
    return _number(params.get("page", ""), 1, MOST_PAGES, 1)


def _number(text: str, least: int, most: int, default: int) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default
    return number if least <= number <= most else default
