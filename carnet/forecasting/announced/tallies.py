"""Announced sales counted agent by agent, by the database."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from carnet.deals.models import StageKind
from carnet.forecasting.announced import known
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.lines import SUMS, Sums
from carnet.forecasting.announced.rates import Closed


@dataclass(frozen=True, slots=True)
class Tally:
    """What an agent announced, and what became of their deals in the last 12 months."""

    sums: Sums
    closed: Closed

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.sums + other.sums, self.closed.plus(other.closed))


NOTHING = Tally(Sums(), Closed())


def tallies(asked: Asked) -> dict[int | None, Tally]:
    """The tally of every agent with any, None of nobody; in one query."""
    found: dict[int | None, Tally] = {}
    unmoved, moved = (_by_agent(deals, asked) for deals in known.known_deals(asked.as_of))
    # One statement sees one moment: a deal that moves meanwhile is in one of them, never in both.
    for agent, *figures in unmoved.union(moved, all=True):
        found[agent] = found.get(agent, NOTHING) + _tally(figures)
    return found


def _by_agent(deals: QuerySet[Any], asked: Asked) -> QuerySet[Any, Any]:
    lately = known.closed_lately(asked.as_of)
    groups = _groups(asked)
    sums = {f"{name}_sum": Sum(known.VALUE, filter=group) for name, group in groups.items()}
    counts = {f"{name}_count": Count(known.DEAL, filter=group) for name, group in groups.items()}
    closed = {
        "lately_paid": Count(known.DEAL, filter=lately & Q(known_kind=StageKind.WON)),
        "lately_closed": Count(known.DEAL, filter=lately),
    }
    wanted = deals.filter(known.announced(asked) | lately).order_by().values(known.AGENT)
    found: QuerySet[Any, Any] = wanted.annotate(**sums, **counts, **closed).values_list(
        known.AGENT, *sums, *counts, *closed
    )
    return found


def _groups(asked: Asked) -> dict[str, Q]:
    """In the order of `Sums`."""
    waiting = known.waiting(asked)
    return {
        "due_today": waiting & Q(known_due=asked.as_of),
        "overdue": waiting & Q(known_due__lt=asked.as_of),
        "expected": waiting,
        "paid": known.paid(asked),
        "refused": known.refused(asked),
    }


def _tally(figures: list[Any]) -> Tally:
    sums, closed = figures[: len(SUMS)], figures[len(SUMS) :]
    return Tally(Sums(*(int(figure or 0) for figure in sums)), Closed(*closed))
