"""The chance of a deal on its page: the figure, why it is that, and what to know beside it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from carnet.deals.models import Deal
from carnet.forecasting.chances import Why
from carnet.forecasting.pipeline.explanation import AGE, MONTH, STAGE, Explanation, Step
from carnet.forecasting.shares import shared
from carnet.web import drawings, formats
from carnet.web.templatetags.look import language

GRID = 4
"""The strokes behind the bars."""


def chance_context(deal: Deal, why: Why | None, *, on: date) -> dict[str, Any]:
    """The section of an open deal; empty where nothing was computed yet."""
    if why is None or not deal.is_open:
        return {}
    if why.explanation is None or why.facts is None:
        return {"chance": {"reason": why.reason, "until": why.until}}
    told = why.explanation
    return {
        "chance": {
            "until": why.until,
            "share": told.probability,
            "text": formats.percent(told.probability, language(), 0),
            "between": _between(told),
            "closed": told.closed,
            "rows": _rows(deal, why, told, on),
            "grid": [drawings.width(line / GRID) for line in range(1, GRID)],
            "curve": _curve(why, on),
            "points": _told_points(why),
            "known": _known(why, told, on),
        }
    }


def _between(told: Explanation) -> str:
    return _("between %(low)s and %(high)s, 8 times out of 10") % {
        "low": formats.number(told.low * 100, language()),
        "high": formats.percent(told.high, language(), 0),
    }


def _rows(deal: Deal, why: Why, told: Explanation, on: date) -> list[dict[str, Any]]:
    """The start and each factor in whole points that add up to the chance, each where its bar lies."""
    exact = [told.start, *(step.points for step in told.steps)]
    whole = shared(round(told.probability * 100), [Fraction(part) * 100 for part in exact])
    reached = _reached(exact)
    scale = ceil(max(*reached, 0.01) * 5) / 5
    start = {"name": _("At the start"), "note": _start_note(why, on), "points": whole[0], "is_start": True}
    rows = [start, *(_named(step, deal, why, on) for step in told.steps)]
    for row, points, before, after in zip(rows, whole, [0.0, *reached], reached, strict=False):
        row |= {
            "points": points,
            "text": _points_text(points, is_start=row.get("is_start", False)),
            "left": drawings.width(min(before, after) / scale),
            "width": drawings.width(abs(after - before) / scale),
        }
    return [*rows, {"is_total": True, "left": "0%", "width": drawings.width(told.probability / scale)}]


def _reached(parts: Sequence[float]) -> list[float]:
    sums = [sum(parts[: index + 1]) for index in range(len(parts))]
    return [min(max(one, 0.0), 1.0) for one in sums]


def _points_text(points: int, *, is_start: bool) -> str:
    if is_start:
        return formats.percent(points / 100, language(), 0)
    sign = "+" if points > 0 else formats.MINUS if points < 0 else ""
    return ngettext("%(points)s pt", "%(points)s pts", abs(points)) % {"points": f"{sign}{abs(points)}"}


def _start_note(why: Why, on: date) -> str:
    days = (why.until - on).days
    before = ngettext("%(days)s day before the end", "%(days)s days before the end", days) % {"days": days}
    return _("the whole company, %(before)s") % {"before": before}


def _named(step: Step, deal: Deal, why: Why, on: date) -> dict[str, Any]:
    """A factor with its name, what it is of this deal, and its counts."""
    names = {
        AGE: _("Age"),
        STAGE: _("Stage"),
        MONTH: _("Month of the quarter"),
        "head": pgettext("of a deal", "Head"),
        "agent": _("Agent"),
        "product": _("Product"),
    }
    counts = {
        "observed": formats.number(round(step.observed), language()),
        "expected": formats.number(round(step.expected), language()),
    }
    # Said in full once, at the top: the rows below have the room for two numbers.
    counted = (
        _("%(observed)s won where %(expected)s were expected")
        if step.name in (AGE, STAGE)
        else _("%(observed)s for %(expected)s")
    ) % counts
    what = _what(step, deal, why, on)
    note = _("%(what)s: %(counted)s") % {"what": what, "counted": counted} if what else counted
    return {"name": names.get(step.name, step.name), "note": note, "is_start": False}


def _what(step: Step, deal: Deal, why: Why, on: date) -> str:
    if step.name in (AGE, STAGE) and why.facts is not None:
        is_stage = step.name == STAGE
        since = (is_stage and why.facts.stage_since) or why.facts.opened_on
        days = _days((on - since).days)
        return f"{deal.stage.label}, {days}" if is_stage else days
    if step.name == MONTH:
        return _("months to come")
    if step.name == "head":
        return _head(deal, why)
    return str((deal.agent if step.name == "agent" else deal.product) or _("none"))


def _days(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": formats.number(days, language())}


def _head(deal: Deal, why: Why) -> str:
    """Who heads a team and has nobody above belongs to the group they lead."""
    if deal.agent is None or why.facts is None or why.facts.head is None:
        return _("none")
    team = deal.agent.team
    return str(team.head if team and team.head_id == why.facts.head else deal.agent)


def _curve(why: Why, on: date) -> dict[str, Any]:
    """The same chance at other dates, from none today."""
    days = [on, *(point.on for point in why.curve)]
    values = [0.0, *(point.chance for point in why.curve)]
    at = max(index for index, day in enumerate(days) if day <= why.until)
    share = formats.percent(values[at], language(), 0)
    return {
        "x": [f"{day:%d/%m}" for day in days],
        "kind": "share",
        "most": 1,
        "series": [{"name": _("Chance"), "role": "current", "values": values}],
        "mark": {"at": at, "label": share},
    }


def _told_points(why: Why) -> list[Any]:
    """A few dates of the curve as a table."""
    every = max(len(why.curve) // 6, 1)
    return list(reversed(why.curve[::-every]))


def _known(why: Why, told: Explanation, on: date) -> list[str]:
    """What is true of this deal and worth knowing."""
    if not told.is_sleeping or why.facts is None:
        return []
    words = {"oldest": why.oldest, "days": (on - why.facts.opened_on).days}
    return [
        _("Sleeping: no deal older than %(oldest)s days was ever closed, and this one has %(days)s.") % words
    ]
