"""Pipelines and stages; deals with their lines and dated states; activities."""

from carnet.deals.models.activities import PENDING, Activity, ActivityKind, ActivityStatus, Direction, Nature
from carnet.deals.models.deals import OCCURRED_ON, VALUE, Deal, DealLine, DealState
from carnet.deals.models.pipelines import CLOSED_KINDS, OPEN_KINDS, Pipeline, Stage, StageKind

__all__ = [
    "CLOSED_KINDS",
    "OCCURRED_ON",
    "OPEN_KINDS",
    "PENDING",
    "VALUE",
    "Activity",
    "ActivityKind",
    "ActivityStatus",
    "Deal",
    "DealLine",
    "DealState",
    "Direction",
    "Nature",
    "Pipeline",
    "Stage",
    "StageKind",
]
