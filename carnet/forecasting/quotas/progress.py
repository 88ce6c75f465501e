"""How far each one is along the quota of a period: what is won, what is expected, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from carnet.core.money import plain, plain_or_none
from carnet.core.period import Period
from carnet.forecasting.heads import agents_and_heads
from carnet.forecasting.models import Commitment, ResultKind
from carnet.forecasting.pipeline.lines import Line, PipelineForecast
from carnet.forecasting.queries import Scope, latest_result, seen_by
from carnet.forecasting.quotas.queries import commitments_of, targets
from carnet.forecasting.runs.pipeline import pipeline_of
from carnet.identity.visibility import Viewer
from carnet.metrics import base
from carnet.metrics.base import Sums, ratio
from carnet.metrics.filters import Filters
from carnet.metrics.people import Place


@dataclass(frozen=True, slots=True)
class Progress:
    """Someone, a group or the company beside what is to be reached; amounts in minor units.

    `won` counts every deal won in the period so far; `line` is what the last forecast of just this period
    says, None where there is none.
    """

    id: int | None
    name: str | None
    quota: int | None
    won: int
    won_deals: int
    closed_deals: int
    line: Line | None = None

    @property
    def reached(self) -> float | None:
        """The share of the quota that is won."""
        return ratio(self.won, self.quota) if self.quota else None

    @property
    def forecast(self) -> int | None:
        """The revenue expected by the end, in all."""
        return self.line.forecast if self.line else None

    @property
    def expected(self) -> float | None:
        """The share of the quota that is expected by the end."""
        return None if self.forecast is None or not self.quota else ratio(self.forecast, self.quota)

    @property
    def missing(self) -> int | None:
        """What is still to be won; 0 once the quota is reached."""
        return None if self.quota is None else max(self.quota - self.won, 0)

    @property
    def gap(self) -> int | None:
        """Forecast less quota: negative where too little is expected."""
        return None if self.forecast is None or self.quota is None else self.forecast - self.quota

    def as_json(self) -> dict[str, Any]:
        """Amounts as text, shares from 0 up."""
        return {
            "key": self.name,
            "quota": plain_or_none(self.quota),
            "won": plain(self.won),
            "won_deals": self.won_deals,
            "closed_deals": self.closed_deals,
            "reached": self.reached,
            "forecast": plain_or_none(self.forecast),
            "expected": self.expected,
            "missing": plain_or_none(self.missing),
            "gap": plain_or_none(self.gap),
        }


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """A head's group: its quota is that of the `with_quota` agents who have one."""

    total: Progress
    agents: tuple[Progress, ...]
    with_quota: int
    commitment: Commitment | None = None

    def as_json(self) -> dict[str, Any]:
        """The head's figures, those of the agents under them."""
        committed = self.commitment.amount if self.commitment else None
        return self.total.as_json() | {
            "commitment": plain_or_none(committed),
            "with_quota": self.with_quota,
            "agents": [agent.as_json() for agent in self.agents],
        }


@dataclass(frozen=True, slots=True)
class QuotaProgress:
    """What a viewer sees of a period: the company where they see all of it, and the groups."""

    period: Period
    company: Progress | None
    groups: tuple[GroupProgress, ...]
    of_agents: int | None

    @property
    def differs_by(self) -> int | None:
        """The company's quota less the sum of its agents'; None where one of them is missing, or none."""
        own = self.company.quota if self.company else None
        return None if own is None or self.of_agents is None else (own - self.of_agents) or None

    @property
    def closed_deals(self) -> int:
        """How many deals the figures stand on."""
        return sum(group.total.closed_deals for group in self.groups)

    def as_json(self) -> dict[str, Any]:
        """The company's figures (null where the caller does not see all), the groups with their agents."""
        start, end = self.period.start, self.period.end
        return {
            "from": start.isoformat() if start else None,
            "to": end.isoformat() if end else None,
            "company": self.company.as_json() if self.company else None,
            "quota_of_agents": plain_or_none(self.of_agents),
            "differs_by": plain_or_none(self.differs_by),
            "groups": [group.as_json() for group in self.groups],
        }


@dataclass(frozen=True)
class _Known:
    """What the figures are made of, by member (None: nobody)."""

    people: Mapping[int | None, tuple[Place, Place]]
    """Everyone with the head of their group."""

    quotas: Mapping[int, int]
    won: Mapping[int | None, Sums]
    lines: Mapping[int | None, Line] = field(default_factory=dict)
    heads: Mapping[int | None, Line] = field(default_factory=dict)

    def name_of(self, pk: int | None) -> str | None:
        """What they are called."""
        return self.people[pk][0].name


def quota_progress(viewer: Viewer, period: Period, forecast: PipelineForecast | None = None) -> QuotaProgress:
    """Quotas beside what is won by now and what a forecast of the same days says."""
    aims, scope = targets(viewer, period), seen_by(viewer)
    fitting = forecast if forecast and Period(forecast.from_on, forecast.until_on) == period else None
    known = _Known(
        people=agents_and_heads(),
        quotas=aims.members,
        won=base.folded(base.by_agent(viewer, Filters(period=period)), lambda cell: cell.agent),
        lines={line.id: line for line in fitting.agents} if fitting else {},
        heads={line.id: line for line in fitting.managers} if fitting else {},
    )
    groups = _groups(known, scope, commitments_of(viewer, period))
    total = _company(known, aims.company, fitting) if scope.sees_all else None
    return QuotaProgress(period, total, groups, sum(aims.members.values()) if aims.members else None)


def kept_progress(viewer: Viewer, period: Period) -> QuotaProgress:
    """The same beside the last forecast of the period that was kept."""
    run = latest_result(ResultKind.PIPELINE, from_on=period.start, until_on=period.end)
    return quota_progress(viewer, period, pipeline_of(run) if run else None)


def _company(known: _Known, quota: int | None, forecast: PipelineForecast | None) -> Progress:
    """Of the company; where it has no quota of its own, that of its agents."""
    aim = quota if quota is not None else (sum(known.quotas.values()) if known.quotas else None)
    return _progress(None, None, aim, known.won.values(), forecast.company if forecast else None)


def _groups(known: _Known, scope: Scope, commitments: Mapping[int, Commitment]) -> tuple[GroupProgress, ...]:
    """The groups of all who have a quota or closed a deal, the heads in the order of their names."""
    closing = {pk for pk, sums in known.won.items() if sums.won or sums.lost}
    members: dict[Place, list[int | None]] = defaultdict(list)
    for pk in {*known.quotas, *closing}:
        if scope.sees_all or pk in scope.agent_ids:
            members[known.people[pk][1]].append(pk)
    for pk in commitments:
        members[known.people[pk][0]] += []
    ordered = sorted(members, key=lambda head: (head.id is None, head.name or "", head.id or 0))
    return tuple(
        _group(known, head, members[head], commitments.get(head.id or 0), whole=_is_whole(scope, head))
        for head in ordered
    )


def _is_whole(scope: Scope, head: Place) -> bool:
    """Whether the viewer sees the group's own line, not just some of its agents."""
    return scope.sees_all or (head.id is not None and head.id == scope.head_id)


def _group(
    known: _Known, head: Place, ids: Iterable[int | None], commitment: Commitment | None, *, whole: bool
) -> GroupProgress:
    own = sorted(ids, key=lambda pk: (pk is None, known.name_of(pk) or "", pk or 0))
    agents = tuple(_of_agent(known, pk) for pk in own)
    aims = [agent.quota for agent in agents if agent.quota is not None]
    sums = [known.won[pk] for pk in own if pk in known.won]
    line = known.heads.get(head.id) if whole else None
    total = _progress(head.id, head.name, sum(aims) if aims else None, sums, line)
    return GroupProgress(total, agents, len(aims), commitment)


def _of_agent(known: _Known, pk: int | None) -> Progress:
    quota = known.quotas.get(pk) if pk is not None else None
    won = [known.won[pk]] if pk in known.won else []
    return _progress(pk, known.name_of(pk), quota, won, known.lines.get(pk))


def _progress(
    pk: int | None, name: str | None, quota: int | None, sums: Iterable[Sums], line: Line | None
) -> Progress:
    found = list(sums)
    return Progress(
        id=pk,
        name=name,
        quota=quota,
        won=sum(one.revenue for one in found),
        won_deals=sum(one.won for one in found),
        closed_deals=sum(one.won + one.lost for one in found),
        line=line,
    )
