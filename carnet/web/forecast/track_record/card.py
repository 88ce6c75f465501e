"""What forecasts were worth as a chart with its figures: what was said, what happened, how often it held."""

from collections.abc import Sequence
from typing import Any

from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from carnet.forecasting.track_record.outcomes import Outcome, tally_of
from carnet.forecasting.track_record.queries import AHEAD
from carnet.web import formats
from carnet.web.forecast.track_record.wording import baseline_note, time_name
from carnet.web.templatetags.look import language


def said_lead(span: str) -> str:
    """What the bars of the record are."""
    return _("said %(days)s days before the end, and what happened") % {"days": AHEAD[span]}


def replayed_lead(span: str) -> str:
    """What the bars of replays are."""
    told = _("replayed: what would have been said %(days)s days before the end, and what happened")
    return told % {"days": AHEAD[span]}


def card_of(outcomes: Sequence[Outcome], span: str, currency: str, *, lead: str) -> dict[str, Any]:
    """The chart, its figures, and the same as rows of a table."""
    tally = tally_of(outcomes)
    counts = {"within": tally.within, "all": tally.bounded}
    inside = ngettext("%(within)s of %(all)s", "%(within)s of %(all)s", tally.bounded) % counts
    return {
        "lead": lead,
        "chart": _chart(outcomes, span, currency),
        "said": _("What was said of each period, with its interval, and what happened."),
        "is_bounded": tally.bounded > 0,
        "inside": inside,
        "error": _percent(tally.error),
        "baseline": baseline_note(outcomes[0].kind, _percent(tally.plain_error)),
        "rows": [row_of(one) for one in outcomes],
    }


def row_of(one: Outcome) -> dict[str, Any]:
    """A forecast beside what happened, as a row shows it."""
    return {"name": time_name(one), "one": one, "missed": _missed(one)}


def _missed(one: Outcome) -> str:
    """An arrow where what happened lies above or below the interval."""
    if one.is_within is not False:
        return ""
    return "↑" if one.actual > one.value else "↓"


def _chart(outcomes: Sequence[Outcome], span: str, currency: str) -> dict[str, Any]:
    spans = [
        {
            "low": one.value if one.low is None else one.low,
            "middle": one.value,
            "high": one.value if one.high is None else one.high,
            "actual": one.actual,
        }
        for one in outcomes
    ]
    return {
        "x": [_label(one, span) for one in outcomes],
        "kind": "money",
        "currency": currency,
        "spans": spans,
        "names": {"said": _("Forecast"), "actual": _("Happened")},
    }


def _label(one: Outcome, span: str) -> str:
    if span == "week":
        return f"{one.from_on:%d/%m}"
    if span == "quarter":
        return _("Q%(number)s %(year)s") % {"number": (one.from_on.month + 2) // 3, "year": one.from_on.year}
    return str(format_date(one.from_on, "y" if span == "year" else "MMM yy", locale=get_language() or "fr"))


def _percent(share: float | None) -> str:
    return "–" if share is None else formats.percent(share, language(), 1)
