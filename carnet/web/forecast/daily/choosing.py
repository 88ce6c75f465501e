"""What one may choose on the page of days: whose, how many, by which model, as known when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from carnet.forecasting.daily.forecast import ARIMA, ENSEMBLE, MODELS, SEASONAL_NAIVE, YEARLY
from carnet.forecasting.daily.series import SUBJECTS
from carnet.identity.visibility import Viewer
from carnet.metrics.filters import choices
from carnet.web import formats
from carnet.web.fields import day_of

HORIZONS = (7, 14, 28, 90)
MOST_OFFERED = 200
"""Stores, products and regions in the menu; an address may name any."""

LABELS: dict[str, Promise | str] = {
    ENSEMBLE: gettext_lazy("Median of three models"),
    YEARLY: gettext_lazy("Median, with the course of the year"),
    SEASONAL_NAIVE: gettext_lazy("Same weekday of last week"),
    ARIMA: "ARIMA(5,1,0)",
    "auto_ets": "AutoETS",
    "theta": "Dynamic Optimized Theta",
    "ces": "AutoCES",
    "sarima_101_011_7": "SARIMA(1,0,1)(0,1,1)7",
}
"""Models are called as their inventors called them; only ours are described."""

_GROUPS = {
    "store": gettext_lazy("Stores"),
    "product": gettext_lazy("Products"),
    "region": gettext_lazy("Regions"),
}
KEYS = (*SUBJECTS, "horizon", "model", "as_of")


@dataclass(frozen=True, slots=True)
class View:
    """The question as an address holds it, each value a text; what could not be read is named."""

    given: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def address(self, **changes: str) -> str:
        """This view with other parameters, as an address query."""
        return "?" + urlencode({**self.given, **changes})


def view_of(params: Mapping[str, str], today: date) -> View:
    """The parameters that say something; `subject` of the menu stands for a store, product or region."""
    given = {key: params[key].strip() for key in KEYS if params.get(key, "").strip()}
    key, _colon, token = params.get("subject", "").partition(":")
    if key in SUBJECTS and token:
        given = {name: value for name, value in given.items() if name not in SUBJECTS} | {key: token}
    text = given.pop("as_of", "")
    if not text:
        return View(given)
    try:
        day = day_of(text)
    except ValidationError as refusal:
        return View(given, tuple(refusal.messages))
    if day >= today:
        return View(given, (_("A forecast is replayed as of a past day."),))
    return View(given | {"as_of": day.isoformat()})


def menus_of(viewer: Viewer, view: View, horizon: int, model: str | None) -> dict[str, Any]:
    """The choices of the bar, the chosen ones marked."""
    chosen = next((f"{key}:{view.given[key]}" for key in SUBJECTS if key in view.given), "")
    groups = [(_GROUPS[key], _offered(viewer, key)) for key in SUBJECTS]
    named = any(value == chosen for _label, offered in groups for value, _name in offered)
    return {
        "as_of_text": formats.day(date.fromisoformat(kept)) if (kept := view.given.get("as_of")) else "",
        "subjects": [(label, offered) for label, offered in groups if offered],
        "subject": chosen,
        "other_subject": "" if named or not chosen else chosen.partition(":")[2],
        "horizons": [(days, days_text(days), days == horizon) for days in sorted({*HORIZONS, horizon})],
        "models": [("", _("Recommended"), model is None)]
        + [(name, LABELS.get(name, name), name == model) for name in MODELS],
    }


def _offered(viewer: Viewer, key: str) -> list[tuple[str, str]]:
    return [
        (f"{key}:{token}", name) for token, name in choices(viewer, key, most=MOST_OFFERED)[:MOST_OFFERED]
    ]


def days_text(days: int) -> str:
    """A number of days, in words."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
