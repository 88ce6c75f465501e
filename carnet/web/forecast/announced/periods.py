"""The period announced sales are looked at by: this month, another of its like, or two days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.period import EARLIEST, LATEST, Period, month_of
from carnet.web.fields import day_of
from carnet.web.forecast import periods

DEFAULT = "month"
LAST_MONTH = "last-month"
PRESETS: dict[str, Promise] = {
    **{key: periods.PRESETS[key] for key in (DEFAULT, "next-month")},
    LAST_MONTH: gettext_lazy("Last month"),
    **{key: periods.PRESETS[key] for key in ("quarter", "year")},
}
LONGEST = 366 * 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """A period, the preset it is (or none), and what of the address was not understood."""

    start: date
    end: date
    preset: str = ""
    problem: str = ""

    @property
    def period(self) -> Period:
        """Both days, included."""
        return Period(self.start, self.end)

    @property
    def name(self) -> str:
        """As people call it: Novembre 2026, or its days."""
        name = periods.name_of(self.period)
        return name[:1].upper() + name[1:]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The shortest address of it."""
        if self.preset:
            return [] if self.preset == DEFAULT else [("period", self.preset)]
        return [("from", self.start.isoformat()), ("to", self.end.isoformat())]


def chosen_period(params: Mapping[str, str], today: date) -> Chosen:
    """The period of an address: two days, or a preset; this month where it says nothing sensible."""
    try:
        start, end = _day(params.get("from", "")), _day(params.get("to", ""))
    except ValidationError as error:
        return _preset(DEFAULT, today, " ".join(error.messages))
    if start and end and start > end:
        return _preset(DEFAULT, today, _("The period ends before it begins."))
    if start and end and (end - start).days > LONGEST:
        return _preset(DEFAULT, today, _("At most ten years can be shown."))
    if start or end:
        return _of(Period(start or month_of(end or today).start, end or month_of(start or today).end))
    wanted = params.get("period") or DEFAULT
    return _preset(wanted if wanted in PRESETS else DEFAULT, today)


def _preset(key: str, today: date, problem: str = "") -> Chosen:
    if key == LAST_MONTH:
        return _of(month_of(today.replace(day=1) - timedelta(days=1)), key, problem)
    return _of(periods.preset_period(key, today), key, problem)


def _of(period: Period, preset: str = "", problem: str = "") -> Chosen:
    return Chosen(period.start or EARLIEST, period.end or LATEST, preset, problem)


def _day(text: str) -> date | None:
    day = day_of(text[:20]) if text.strip() else None
    if day is not None and not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Expected a year from 1800 to 2200."))
    return day
