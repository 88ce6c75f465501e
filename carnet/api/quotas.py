"""Quotas and commitments: what people are to reach in a period, and what heads say they will."""

from typing import Any

from carnet.api import kinds, references
from carnet.api.collection import Collection
from carnet.api.fields import STAMPS, Field, computed
from carnet.core.acting import Role
from carnet.core.money import plain
from carnet.forecasting.models import Commitment, Quota
from carnet.forecasting.quotas import actions, queries
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, day, named, stamps

PERIOD = (
    Field("from_on", kinds.Day(), required=True),
    Field("until_on", kinds.Day(), required=True),
    Field("amount", kinds.Amount(), required=True),
)


def quota_json(quota: Quota, viewer: Viewer) -> Shown:
    """A quota; the company's has no agent."""
    return {"id": quota.pk, "agent": named(quota.member), **_shown(quota), **stamps(quota)}


def commitment_json(commitment: Commitment, viewer: Viewer) -> Shown:
    """What a head committed to, with the comment."""
    return {
        "id": commitment.pk,
        "head": named(commitment.head),
        **_shown(commitment),
        "note": commitment.note,
        **stamps(commitment),
    }


def _shown(aim: Quota | Commitment) -> Shown:
    return {"from_on": day(aim.from_on), "until_on": day(aim.until_on), "amount": plain(aim.amount)}


def _of_member(values: dict[str, Any], viewer: Viewer, quota: Quota | None) -> dict[str, Any]:
    """The column of an agent is called `member`, as whoever may have a quota need not sell."""
    return {"member" if name == "agent" else name: value for name, value in values.items()}


QUOTAS = Collection(
    name="quotas",
    argument="quota",
    rows=queries.visible_quotas,
    shown=quota_json,
    fields=(
        computed("id", kinds.Integer()),
        Field("agent", references.MEMBER, "member"),
        *PERIOD,
        *STAMPS,
    ),
    matching=queries.quotas_matching,
    create=actions.create_quota,
    update=actions.update_quota,
    delete=actions.delete_quota,
    settle=_of_member,
    role=Role.HEAD,
)
COMMITMENTS = Collection(
    name="commitments",
    argument="commitment",
    rows=queries.visible_commitments,
    shown=commitment_json,
    fields=(
        computed("id", kinds.Integer()),
        Field("head", references.MEMBER, required=True),
        *PERIOD,
        Field("note", kinds.Text()),
        *STAMPS,
    ),
    matching=queries.commitments_matching,
    create=actions.create_commitment,
    update=actions.update_commitment,
    delete=actions.delete_commitment,
    role=Role.HEAD,
)
