"""Deals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.api import kinds, references
from carnet.api.collection import Collection, default_owner
from carnet.api.custom import CUSTOM
from carnet.api.deal_lines import Lines
from carnet.api.fields import STAMPS, Field, computed, unlisted
from carnet.api.filters import OF_ACCOUNT, WHERE_ACCOUNT
from carnet.api.references import Reference, ambiguous, unknown
from carnet.api.stages import RATIO
from carnet.core.errors import Invalid
from carnet.deals import actions, queries
from carnet.deals.models import Deal, Pipeline, Stage, StageKind
from carnet.identity.visibility import Viewer
from carnet.interchange.records.deals import deal_json


class StageOfPipeline(Reference):
    """A stage by id or name; which of several namesakes is meant, `settled` decides by the pipeline."""

    def read(self, raw: Any, viewer: Viewer) -> list[Stage] | None:
        """The stages that may be meant."""
        if raw is None or raw == "":
            return None
        found: list[Stage] = self.candidates(raw, viewer)
        if not found:
            raise Invalid(unknown(str(raw)[:60]))
        return found


def settled(values: dict[str, Any], viewer: Viewer, deal: Deal | None) -> dict[str, Any]:
    """The values with one stage; a new deal belongs to the caller unless another agent (or null) is named."""
    rest = {name: value for name, value in values.items() if name not in ("stage", "pipeline")}
    if deal is None and "agent" not in rest:
        rest["agent"] = default_owner(viewer)
    stage = _stage(values.get("stage"), values.get("pipeline"), viewer, deal)
    return rest if stage is None else rest | {"stage": stage}


def _stage(
    candidates: list[Stage] | None, pipeline: Pipeline | None, viewer: Viewer, deal: Deal | None
) -> Stage | None:
    if candidates:
        return _chosen(candidates, pipeline, deal)
    if pipeline is None or (deal is not None and deal.stage.pipeline_id == pipeline.pk):
        return None
    first: Stage | None = queries.visible_stages(viewer).filter(pipeline=pipeline).first()
    if first is None:
        raise Invalid(_("This pipeline has no such stage."), field="pipeline")
    return first


def _chosen(candidates: list[Stage], pipeline: Pipeline | None, deal: Deal | None) -> Stage:
    """The one of the pipeline named; else of the deal's; else of the default one; else the only one."""
    if pipeline is not None:
        candidates = [stage for stage in candidates if stage.pipeline_id == pipeline.pk]
    own = deal.stage.pipeline_id if deal is not None else None
    near = [stage for stage in candidates if stage.pipeline_id == own]
    near = near or [stage for stage in candidates if stage.pipeline.is_default]
    if not candidates:
        raise Invalid(_("This pipeline has no such stage."), field="stage")
    if len(candidates) > 1 and len(near) != 1:
        raise Invalid(ambiguous(candidates[0].name), field="stage")
    return near[0] if near else candidates[0]


STAGE = StageOfPipeline(references.STAGE.rows, references.STAGE.named)

FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("name", kinds.Text()),
    Field("account", references.ACCOUNT),
    Field("contact", references.CONTACT),
    Field("pipeline", references.PIPELINE, "stage__pipeline"),
    Field("stage", STAGE),
    computed("stage_kind", kinds.Choice(tuple(StageKind.values))),
    Field("amount", kinds.Amount()),
    Field("closed_amount", kinds.Amount()),
    computed("list_amount", kinds.Amount()),
    computed("value", kinds.Amount()),
    Field("probability", RATIO),
    Field("engaged_on", kinds.Day()),
    Field("expected_close_on", kinds.Day()),
    Field("closed_on", kinds.Day()),
    computed("occurred_on", kinds.Day()),
    Field("lost_reason", kinds.Text()),
    Field("source", kinds.Text()),
    Field("is_new_customer", kinds.Flag()),
    Field("agent", references.MEMBER),
    computed("team", references.TEAM, "agent__team"),
    computed("manager", references.MEMBER, "agent__team__head"),
    computed("office", references.OFFICE, "agent__team__office"),
    unlisted("lines", Lines()),
    Field("next_step", kinds.Text()),
    Field("tags", kinds.Words(), sortable=False),
    unlisted("note", kinds.Text()),
    CUSTOM,
    *STAMPS,
)

DEALS = Collection(
    name="deals",
    argument="deal",
    rows=queries.deal_rows,
    shown=deal_json,
    fields=FIELDS,
    filters=(
        computed("product", references.PRODUCT, "product"),
        computed("category", kinds.Text(), "product__category"),
        *OF_ACCOUNT,
        *WHERE_ACCOUNT,
    ),
    matching=queries.deals_matching,
    day="occurred_on",
    create=actions.create_deal,
    update=actions.update_deal,
    delete=actions.delete_deal,
    settle=settled,
)
