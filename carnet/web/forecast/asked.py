"""What one address of the pipeline forecast asks for; what it cannot mean is left out and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from carnet.core.period import EARLIEST, LATEST, Period
from carnet.web import formats
from carnet.web.fields import day_of
from carnet.web.forecast.periods import PRESETS, QUARTER, preset_period

LONGEST = 400
"""Days of a period: a year and a bit; a curve by day and a life table by day go no further."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The period, the preset it is (none for chosen days), and the past day it is looked at from, or None."""

    from_on: date
    until_on: date
    preset: str
    as_of: date | None
    pairs: tuple[tuple[str, str], ...]
    problems: tuple[str, ...] = ()

    @property
    def period(self) -> Period:
        """The days the forecast is for."""
        return Period(self.from_on, self.until_on)

    def address(self, *drop: str, **changes: str) -> str:
        """This view with other parameters, as an address query."""
        kept = [pair for pair in self.pairs if pair[0] not in (*drop, *changes)]
        return "?" + urlencode([*kept, *changes.items()])


def asked(params: Mapping[str, str], today: date) -> Asked:
    """The view an address stands for."""
    problems: list[str] = []
    as_of = _day(params, "as_of", problems)
    if as_of and as_of > today:
        problems.append(_("A forecast is replayed as of a past day."))
        as_of = None
    seen_from = today if as_of is None else as_of
    preset = params.get("period") or QUARTER
    if preset not in PRESETS:
        problems.append(_("There is no choice “%(name)s” here.") % {"name": preset[:60]})
        preset = QUARTER
    period = preset_period(preset, seen_from)
    chosen = _chosen(params, seen_from, problems)
    if chosen is not None:
        period, preset = chosen, ""
    first, last = period.start or EARLIEST, period.end or LATEST
    return Asked(first, last, preset, as_of, _pairs(period, preset, as_of), tuple(problems))


def _chosen(params: Mapping[str, str], seen_from: date, problems: list[str]) -> Period | None:
    """The days of the address, where they make a period that has not ended."""
    start, end = _day(params, "from", problems), _day(params, "to", problems)
    if start is None or end is None:
        return None
    if end < start or (end - start).days >= LONGEST:
        problems.append(_("A period ends after it starts and has %(days)s days at most.") % {"days": LONGEST})
        return None
    if end < seen_from:
        problems.append(_("This period is over: choose the day it is looked at from as well."))
        return None
    return Period(start, end)


def _day(params: Mapping[str, str], key: str, problems: list[str]) -> date | None:
    text = params.get(key, "")
    try:
        day = day_of(text) if text else None
    except ValidationError as refusal:
        problems.extend(refusal.messages)
        return None
    if day and not EARLIEST <= day <= LATEST:
        problems.append(_("There is no forecast for %(day)s.") % {"day": formats.day(day)})
        return None
    return day


def _pairs(period: Period, preset: str, as_of: date | None) -> tuple[tuple[str, str], ...]:
    """The shortest address of a view: what it would open with anyway is left out."""
    days = () if preset else (("from", period.start), ("to", period.end))
    told = (("period", "" if preset == QUARTER else preset), *days, ("as_of", as_of))
    return tuple((key, str(value)) for key, value in told if value)
