"""What the forecasts of the last months were worth: what was said, what happened, how often inside."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from carnet.forecasting.models import ResultKind
from carnet.forecasting.track_record.outcomes import Outcome, Tally, tally_of
from carnet.forecasting.track_record.queries import AHEAD, compared_periods, compared_replays
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.dashboard.charts import point_name
from carnet.web.templatetags.look import language

SPAN = "month"
ENOUGH = 3
"""Months that have come to their end, below which the replays of earlier ones say more."""


def worth_of(viewer: Viewer, currency: str) -> dict[str, Any] | None:
    """The card of the last twelve months, of replays while hardly any forecast has matured; None without."""
    told, is_replay = compared_periods(viewer, ResultKind.PIPELINE, SPAN), False
    if len(told) < ENOUGH:
        replayed = compared_replays(viewer, SPAN)
        told, is_replay = (replayed, True) if replayed else (told, False)
    if not told:
        return None
    tally = tally_of(told)
    return {
        "chart": _chart(told, currency),
        "rows": told,
        "is_replay": is_replay,
        "lead": _("forecast %(days)s days before the end, and what happened") % {"days": AHEAD[SPAN]},
        "inside": _("%(within)s of %(bounded)s") % {"within": tally.within, "bounded": tally.bounded},
        "error": _percent(tally.error),
        "baseline": _baseline(tally),
    }


def _chart(told: Sequence[Outcome], currency: str) -> dict[str, Any]:
    return {
        "x": [point_name(one.from_on, SPAN, with_year=False) for one in told],
        "kind": "money",
        "currency": currency,
        "names": {"said": _("Forecast"), "actual": pgettext("amount", "Won")},
        "spans": [
            {"low": one.low, "middle": one.value, "high": one.high, "actual": one.actual} for one in told
        ],
    }


def _baseline(tally: Tally) -> str:
    if tally.plain_error is None:
        return ""
    return _("the pace alone: %(error)s") % {"error": _percent(tally.plain_error)}


def _percent(share: float | None) -> str:
    return formats.ABSENT if share is None else formats.percent(share, language())
