"""The chances of open deals to be won by the end of the quarter, by the model the last run kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from carnet.deals.models import Deal
from carnet.forecasting.models import ResultKind
from carnet.forecasting.pipeline.explanation import DealFacts, Explanation, Point
from carnet.forecasting.pipeline.facts import facts_of
from carnet.forecasting.queries import results
from carnet.forecasting.reasons import Reason
from carnet.forecasting.runs.pipeline import pipeline_of
from carnet.forecasting.spans import span_of

if TYPE_CHECKING:
    from carnet.forecasting.pipeline.model import Model

AFTERWARDS = timedelta(days=30)
"""How far beyond the quarter the curve of a deal looks."""


@dataclass(frozen=True, slots=True)
class Why:
    """The chance of a deal by the end of `until`, taken apart, and its curve beyond; or why there is none."""

    until: date
    facts: DealFacts | None = None
    explanation: Explanation | None = None
    curve: tuple[Point, ...] = ()
    oldest: int = 0
    reason: Reason | None = None


def until_of(on: date) -> date:
    """The day up to which chances are told: the end of the quarter, of the next one on its last day."""
    last = span_of("quarter", on)[1]
    return last if on < last else span_of("quarter", on + timedelta(days=1))[1]


def chances(deals: Sequence[Deal], *, on: date) -> dict[int, float]:
    """The chance of each open deal by id, in as many queries for one as for all; empty without a model."""
    open_deals = [deal for deal in deals if deal.is_open]
    kept = _kept() if open_deals else None
    if kept is None:
        return {}
    # NumPy stays out of processes that never ask.
    from carnet.forecasting.pipeline.telling import chances as told

    facts = facts_of(open_deals, as_of=on)
    return dict(zip(facts, told(_model(kept), list(facts.values()), until_of(on)), strict=True))


def why(deal: Deal, *, on: date) -> Why | None:
    """Why an open deal has its chance; None where no run was made yet."""
    kept, until = _kept(), until_of(on)
    if kept is None:
        reason = _reason()
        return Why(until, reason=reason) if reason else None
    from carnet.forecasting.pipeline.explaining import explain

    facts = facts_of([deal], as_of=on).get(deal.pk)
    if facts is None:
        return None
    model = _model(kept)
    explanation = explain(model, facts, until)
    beyond = explain(model, facts, until + AFTERWARDS).curve
    curve = (*explanation.curve, *(point for point in beyond if point.on > until))
    return Why(until, facts, explanation, curve, model.oldest)


def _kept() -> Mapping[str, Any] | None:
    """The model of the last run, without the rest of it; None where there is none."""
    return results(ResultKind.PIPELINE).values_list("details__model", flat=True).first()


def _reason() -> Reason | None:
    """Why the last run has no model."""
    run = results(ResultKind.PIPELINE).first()
    return pipeline_of(run).company.reason if run else None


def _model(kept: Mapping[str, Any]) -> "Model":
    from carnet.forecasting.pipeline.model import model_of

    return model_of(kept)
