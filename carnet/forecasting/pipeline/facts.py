"""The facts of deals in hand, as known at the end of a day, for their chances and explanations."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby, takewhile

from carnet.deals.models import Deal, DealState
from carnet.forecasting.heads import agents_and_heads
from carnet.forecasting.pipeline.explanation import DealFacts


def facts_of(deals: Iterable[Deal], *, as_of: date) -> dict[int, DealFacts]:
    """What a forecast of that day knew of each, by id, in three queries; deals of later days are left out."""
    product_of = {deal.pk: deal.product_id for deal in deals}
    force = agents_and_heads()
    told = DealState.objects.filter(deal__in=product_of, from_on__lte=as_of)
    by_deal = groupby(told.order_by("deal_id", "from_on", "id"), key=lambda state: state.deal_id)
    found = {}
    for deal, group in by_deal:
        states = list(group)
        last = states[-1]
        found[deal] = DealFacts(
            opened_on=states[0].from_on,
            as_of=as_of,
            head=force[last.agent_id][1].id,
            agent=last.agent_id,
            product=product_of[deal],
            stage=last.stage_id,
            stage_since=_since(states),
        )
    return found


def _since(states: list[DealState]) -> date:
    """The day from which the last stage stood without a break."""
    stage = states[-1].stage_id
    same = list(takewhile(lambda state: state.stage_id == stage, reversed(states)))
    return same[-1].from_on
