"""What one address of the dashboard asks for; what it cannot mean is left out and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.errors import Invalid
from carnet.core.period import Period
from carnet.identity.visibility import Viewer
from carnet.metrics.change import LAST_YEAR, NOTHING, PREVIOUS
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.filters import ALWAYS_SHOWN, FILTER_KEYS, Filters
from carnet.web.dashboard.periods import PRESETS, first_period, preset_period
from carnet.web.fields import day_of

Raw = dict[str, list[str]]
COMPARISONS: dict[str, Promise] = {
    PREVIOUS: gettext_lazy("previous period"),
    LAST_YEAR: gettext_lazy("same period a year before"),
    NOTHING: gettext_lazy("nothing"),
}
TABLES = (
    *("agent", "manager", "office", "sector", "product", "region"),
    *("sold-store", "sold-product", "sold-region"),
)
DAYS = ("from", "to")
KEYS = (*DAYS, *ALWAYS_SHOWN, "team", "region", "source", "pipeline", "account")
"""The filters the list of deals shares, stages left out: the page shows every stage."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters, preset (none for chosen days), comparison, tables shown whole, and what was not understood."""

    filters: Filters
    preset: str
    base: str
    whole: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    reason: str = ""
    problems: tuple[str, ...] = ()

    def address(self, *drop: str, **changes: str) -> str:
        """This view with other parameters, as an address query."""
        kept = [pair for pair in self.pairs if pair[0] not in (*drop, *changes)]
        return "?" + urlencode([*kept, *changes.items()])

    def toggled(self, table: str) -> str:
        """This view with a table whole, or short again."""
        tables = [key for key in TABLES if (key in self.whole) != (key == table)]
        kept = [pair for pair in self.pairs if pair[0] != "whole"]
        return "?" + urlencode([*kept, *(("whole", key) for key in tables)])


def asked(viewer: Viewer, params: Mapping[str, Sequence[str]], today: date) -> Asked:
    """The view an address stands for."""
    problems: list[str] = []
    raw = {key: [str(value) for value in params[key] if value] for key in FILTER_KEYS if key in params}
    filters = _filters(viewer, _iso_days(raw), problems)
    preset = _choice(params, "period", tuple(PRESETS), "", problems)
    base = _choice(params, "compare", tuple(COMPARISONS), PREVIOUS, problems)
    reason = ""
    if filters.period.start or filters.period.end:
        preset = ""
    elif preset:
        filters = filters.with_period(preset_period(preset, today))
    else:
        start = first_period(viewer, today)
        filters, preset, reason = filters.with_period(start.period), start.preset, start.reason
    whole = tuple(key for key in TABLES if key in params.get("whole", ()))
    said = preset if "period" in params else ""
    pairs = _pairs(filters, said, base, whole, keeps_days=not preset and not reason)
    return Asked(filters, preset, base, whole, pairs, reason, tuple(problems))


def _filters(viewer: Viewer, raw: Raw, problems: list[str]) -> Filters:
    """The filters that can be read; each that cannot is dropped with a sentence."""
    for key in [key for key in raw if key not in KEYS]:
        problems.append(_("The dashboard is not filtered by: %(label)s.") % {"label": DIMENSIONS[key].label})
        del raw[key]
    while True:
        try:
            return Filters.parse(viewer, raw)
        except Invalid as refusal:
            problems.append(str(refusal))
            if raw.pop(refusal.field, None) is None:
                return Filters()


def _iso_days(raw: Raw) -> Raw:
    """Days as people write them become days as addresses write them."""
    return raw | {key: [_iso(raw[key][-1])] for key in DAYS if raw.get(key)}


def _iso(text: str) -> str:
    try:
        return day_of(text).isoformat()
    except ValidationError:
        return text


def _choice(
    params: Mapping[str, Sequence[str]], key: str, known: tuple[str, ...], default: str, problems: list[str]
) -> str:
    wanted = next((value for value in reversed(params.get(key, ())) if value), default)
    if wanted in known or wanted == default:
        return wanted
    problems.append(_("There is no choice “%(name)s” here.") % {"name": wanted[:60]})
    return default


def _pairs(
    filters: Filters, preset: str, base: str, whole: tuple[str, ...], *, keeps_days: bool
) -> tuple[tuple[str, str], ...]:
    """The shortest address of a view: what it would open with anyway is left out."""
    period = filters.period if keeps_days else Period()
    days: list[tuple[str, Any]] = [("from", period.start), ("to", period.end), ("period", preset)]
    picks = [(pick.key, pick.token) for pick in filters.picks]
    own = [("compare", "" if base == PREVIOUS else base), *(("whole", key) for key in whole)]
    return tuple((key, str(value)) for key, value in [*days, *picks, *own] if value)
