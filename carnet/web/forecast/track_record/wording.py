"""What the track record calls the levels, methods and times of forecasts."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.period import Period
from carnet.forecasting.models import Level, ResultKind
from carnet.forecasting.track_record.outcomes import HORIZONS, Outcome
from carnet.web import formats
from carnet.web.forecast.periods import name_of as period_name

KINDS: dict[str, Promise] = {
    ResultKind.PIPELINE.value: gettext_lazy("Deals"),
    ResultKind.ANNOUNCED.value: gettext_lazy("Announced sales"),
    ResultKind.DAILY.value: gettext_lazy("Sales by day"),
}
SPANS: dict[str, Promise] = {
    "month": gettext_lazy("Months"),
    "quarter": gettext_lazy("Quarters"),
    "year": gettext_lazy("Years"),
}
LEVELS: dict[str, Promise] = {
    Level.COMPANY.value: gettext_lazy("Company"),
    Level.MANAGER.value: gettext_lazy("Heads"),
    Level.AGENT.value: gettext_lazy("Agents"),
    Level.STORE.value: gettext_lazy("Stores"),
    Level.PRODUCT.value: gettext_lazy("Products"),
    Level.REGION.value: gettext_lazy("Regions"),
}
_METHODS: dict[tuple[str, str], Promise] = {
    (ResultKind.ANNOUNCED.value, "forecast"): gettext_lazy("plain rate"),
    (ResultKind.ANNOUNCED.value, "shrunk"): gettext_lazy("cautious rate"),
}
_BASELINES: dict[str, Promise] = {ResultKind.DAILY.value: gettext_lazy("repeating last week: %(error)s")}


def level_name(kind: str, level: str, method: str) -> str:
    """The level, with the method where a kind has several."""
    told = _METHODS.get((kind, method))
    return f"{LEVELS[level]} – {told}" if told else str(LEVELS[level])


def ahead_name(at: int) -> str:
    """How far ahead: 8 to 14 days."""
    first, last = HORIZONS[at]
    if last is None:
        return _("%(days)s days and more") % {"days": first}
    return _("%(first)s to %(last)s days") % {"first": max(first, 1), "last": last}


def baseline_note(kind: str, error: str) -> str:
    """What the plain method reached on the same forecasts."""
    return str(_BASELINES.get(kind, gettext_lazy("run-rate alone: %(error)s")) % {"error": error})


def subject_name(one: Outcome) -> str:
    """Whose forecast: a name, the company, or nobody's."""
    if one.level == Level.COMPANY:
        return str(LEVELS[one.level])
    return one.subject or _("Nobody")


def time_name(one: Outcome) -> str:
    """The time it spoke of: November 2026, a day, or two days."""
    if one.from_on == one.until_on:
        return formats.day(one.from_on)
    return period_name(Period(one.from_on, one.until_on))
