"""What really happened, as the data says now: revenue won by agent, head and company; days of sales."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from carnet.deals.models import Deal, StageKind
from carnet.forecasting.heads import agents_and_heads
from carnet.forecasting.models import Level
from carnet.forecasting.spread import RUN_RATE_DAYS

Groups = dict[str, list[int]]
"""The ids of the agents of each head, by the head's id as text, as a run keeps it; 0 is nobody."""


@dataclass(frozen=True, slots=True)
class Won:
    """Revenue won in a time, in minor units, by the id of the agent (0: of nobody)."""

    by_agent: Mapping[int, int]

    def of(self, level: str, subject_id: int, groups: Groups) -> int:
        """The company's, an agent's, or that of a head's group as it stood when the forecast was made."""
        if level == Level.COMPANY:
            return sum(self.by_agent.values())
        agents = [subject_id] if level == Level.AGENT else groups.get(str(subject_id), [])
        return sum(self.by_agent.get(agent, 0) for agent in agents)


def present_groups() -> Groups:
    """Who stands in whose group now."""
    found: Groups = {}
    for agent, head in agents_and_heads().values():
        found.setdefault(str(head.id or 0), []).append(agent.id or 0)
    return {head: sorted(agents) for head, agents in sorted(found.items())}


def won_within(from_on: date, until_on: date) -> Won:
    """What was won between two days, both included."""
    won = Deal.objects.filter(stage_kind=StageKind.WON, closed_on__range=(from_on, until_on))
    rows = won.order_by().values_list("agent_id").annotate(total=Sum("closed_amount"))
    return Won({agent or 0: int(total) for agent, total in rows})


def run_rate(*, as_of: date, until_on: date) -> Won:
    """What the days after `as_of` bring at the pace of the last 90: the plain method."""
    days = (until_on - as_of).days
    past = won_within(as_of - timedelta(days=RUN_RATE_DAYS - 1), as_of)
    return Won({agent: round(total * days / RUN_RATE_DAYS) for agent, total in past.by_agent.items()})
