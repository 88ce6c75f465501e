"""Stages of the pipelines."""

from decimal import Decimal
from typing import Any

from carnet.api import kinds, references
from carnet.api.collection import Collection
from carnet.api.fields import STAMPS, Field, computed
from carnet.core.acting import Role
from carnet.deals import pipelines, queries
from carnet.deals.models import Stage, StageKind
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, named, stamps

RATIO = kinds.Number(least=Decimal(0), most=Decimal(1), exact=False)


def stage_json(stage: Stage, viewer: Viewer) -> Shown:
    """A stage under the names of the contract."""
    return {
        "id": stage.pk,
        "name": stage.name,
        "pipeline": named(stage.pipeline),
        "kind": stage.kind,
        "position": stage.position,
        "probability": stage.probability,
        "rotting_days": stage.rotting_days,
        **stamps(stage),
    }


def _in_default_pipeline(values: dict[str, Any], viewer: Viewer, stage: Stage | None) -> dict[str, Any]:
    """A new stage goes into the default pipeline unless another is named."""
    if stage is not None or values.get("pipeline"):
        return values
    return {**values, "pipeline": queries.default_stage().pipeline}


STAGES = Collection(
    name="stages",
    argument="stage",
    rows=queries.visible_stages,
    shown=stage_json,
    fields=(
        computed("id", kinds.Integer()),
        Field("name", kinds.Text(), required=True),
        Field("pipeline", references.PIPELINE),
        Field("kind", kinds.Choice(tuple(StageKind.values)), required=True),
        Field("position", kinds.Integer()),
        Field("probability", RATIO),
        Field("rotting_days", kinds.Integer()),
        *STAMPS,
    ),
    matching=references.keys_matching,
    create=pipelines.create_stage,
    update=pipelines.update_stage,
    delete=pipelines.delete_stage,
    settle=_in_default_pipeline,
    role=Role.ADMIN,
)
