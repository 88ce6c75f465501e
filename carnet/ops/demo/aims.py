"""What the sample's people are to reach this quarter, and what their heads commit to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from carnet.core.period import quarter_of
from carnet.deals.models import Deal
from carnet.forecasting.models import Commitment, Quota
from carnet.identity.models import Member

GROWTH, CONFIDENCE = 1.15, 0.95
"""A quota asks a little more than the same quarter brought a year ago; a head promises nearly all of it."""

ROUND = 100_000
"""Quotas are round figures: whole thousands of the currency, in minor units."""


def new_quotas(agents: Sequence[Member], deals: Iterable[Deal], *, today: date) -> list[Quota]:
    """A quota for each agent who won something in the same quarter of last year, and the company's."""
    period = quarter_of(today)
    before = quarter_of(today.replace(year=today.year - 1, day=1))
    won: Counter[int | None] = Counter()
    for deal in deals:
        if deal.is_won and deal.closed_on and quarter_of(deal.closed_on) == before:
            won[deal.agent_id] += deal.closed_amount or 0
    amounts = {agent: _rounded(won[agent.pk] * GROWTH) for agent in agents if won[agent.pk]}
    days = {"from_on": period.start, "until_on": period.end}
    quotas = [Quota(member=agent, amount=amount, **days) for agent, amount in amounts.items()]
    return [*quotas, Quota(amount=sum(amounts.values()), **days)] if quotas else []


def new_commitments(quotas: Iterable[Quota]) -> list[Commitment]:
    """What each head says their agents will bring in together."""
    groups: dict[Member, list[Quota]] = defaultdict(list)
    for quota in quotas:
        if quota.member and quota.member.team and quota.member.team.head:
            groups[quota.member.team.head].append(quota)
    return [
        Commitment(
            head=head,
            from_on=group[0].from_on,
            until_on=group[0].until_on,
            amount=_rounded(sum(quota.amount for quota in group) * CONFIDENCE),
        )
        for head, group in groups.items()
    ]


def _rounded(amount: float) -> int:
    return max(round(amount / ROUND), 1) * ROUND
