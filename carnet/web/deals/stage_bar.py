"""The stages of a deal as chevrons: where it was, for how long, where it stands, where it may go."""

from dataclasses import dataclass
from datetime import date

from carnet.deals.models import CLOSED_KINDS, Deal, Stage, StageKind
from carnet.deals.states import days_in_stages


@dataclass(frozen=True, slots=True)
class Step:
    """One chevron; `state` is done, current, won, lost or nothing for what is to come."""

    stage: Stage
    state: str
    days: int | None


def steps_of(deal: Deal, *, on: date) -> list[Step]:
    """The chevrons of a deal: the stages of its pipeline; of the closing ones its outcome, or the won one."""
    stages = list(deal.stage.pipeline.stages.order_by("position", "id"))
    states = deal.states.order_by("from_on", "id")
    days = days_in_stages(states, on=on if deal.is_open else deal.closed_on or on)
    outcome = deal.stage_kind if not deal.is_open else StageKind.WON
    return [
        Step(stage, _state(stage, deal, days), days.get(stage.pk) if stage.kind not in CLOSED_KINDS else None)
        for stage in stages
        if stage.kind not in CLOSED_KINDS or stage.kind == outcome
    ]


def _state(stage: Stage, deal: Deal, days: dict[int, int]) -> str:
    if stage.pk == deal.stage_id:
        return deal.stage_kind if stage.kind in CLOSED_KINDS else "current"
    before = stage.position < deal.stage.position and stage.kind not in CLOSED_KINDS
    passed = before and (deal.is_open or stage.pk in days)
    return "done" if passed else ""
