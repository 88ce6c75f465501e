"""Why there is no number, or a plainer one: a code with its counts, said in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "few_closed": lambda at: (
        ngettext(
            "%(closed)s closed deal of the %(needed)s needed.",
            "%(closed)s closed deals of the %(needed)s needed.",
            at["closed"],
        )
        % at
    ),
    "short_past": lambda at: (
        gettext("No day with recorded closings lies %(horizon)s days back: there is no rate yet.") % at
    ),
    "no_past_quarter": lambda at: gettext("No quarter is over in which enough deals were closed."),
    "none_closed": lambda at: gettext(
        "No deal was closed in the last 12 months: there is no realisation rate yet."
    ),
    "days_none": lambda at: gettext("Nothing has been sold yet."),
    "days_few": lambda at: (
        ngettext(
            "%(days)s day of sales of the %(needed)s needed: the last week is repeated.",
            "%(days)s days of sales of the %(needed)s needed: the last week is repeated.",
            at["days"],
        )
        % at
    ),
    "days_zero": lambda at: gettext("Nothing was sold for two years: nothing is expected."),
    "days_constant": lambda at: gettext("Every day brought the same: it is repeated."),
    "days_old": lambda at: (
        gettext("The last sale known is of %(last)s, too long ago to tell more: its week is repeated.")
        % {"last": _shown(at["last"])}
    ),
    "no_worker": lambda at: gettext("No background worker runs here: the last week is repeated."),
    "model_failed": lambda at: (
        gettext("The model %(model)s found nothing to hold on to in these sales: the last week is repeated.")
        % at
    ),
}


def _shown(day: str) -> str:
    return date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `SENTENCES` with what its sentence names."""

    code: str
    counts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return SENTENCES[self.code](self.counts)

    def as_json(self) -> dict[str, Any]:
        """As runs keep it."""
        return {"code": self.code, **self.counts}


def reason_of(kept: Mapping[str, Any] | None) -> Reason | None:
    """The reason a run kept, or None."""
    if not kept:
        return None
    return Reason(kept["code"], {name: value for name, value in kept.items() if name != "code"})
