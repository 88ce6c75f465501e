"""The facts of a deal in hand, as known at the end of a day, for its explanation."""

from datetime import date

from carnet.deals.models import Deal, DealState
from carnet.forecasting.heads import agents_and_heads
from carnet.forecasting.pipeline.explanation import DealFacts


def facts_of(deal: Deal, *, as_of: date) -> DealFacts | None:
    """What a forecast of that day knew of the deal; None where it was not there yet."""
    told = [state for state in deal.states.order_by("from_on", "id") if state.from_on <= as_of]
    if not told:
        return None
    last = told[-1]
    return DealFacts(
        opened_on=told[0].from_on,
        as_of=as_of,
        head=agents_and_heads()[last.agent_id][1].id,
        agent=last.agent_id,
        product=deal.product_id,
        stage=last.stage_id,
        stage_since=_since(told),
    )


def _since(told: list[DealState]) -> date:
    since = told[-1].from_on
    for state in reversed(told):
        if state.stage_id != told[-1].stage_id:
            break
        since = state.from_on
    return since
