"""Conflicts: those that resolved themselves are closed, the others told, until somebody takes a side."""

from typing import Any

from carnet.core.acting import Actor
from carnet.interchange.airtable.links import Linking
from carnet.interchange.airtable.merging import differs
from carnet.interchange.airtable.models import AirtableConflict, Side
from carnet.interchange.airtable.touched import SOURCE
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.loading.memory import brought_by


def close_moot(linking: Linking, kind: str, *, actor: Actor) -> None:
    """Close the conflicts of a table in which both sides say the same by now, or one is gone."""
    loading = LOADINGS[kind]
    for conflict in _open(linking):
        record = loading.model._default_manager.filter(pk=conflict.link.object_id).first()
        said = brought_by(SOURCE, loading.kind, [conflict.link.object_id]).of(conflict.link.object_id) or {}
        if record is None or not differs(loading.current(record, conflict.field), said.get(conflict.field)):
            conflict.side, conflict.updated_at = Side.MOOT, actor.at
            conflict.save(update_fields=["side", "updated_at"])


def told(linking: Linking) -> list[dict[str, Any]]:
    """The open conflicts of a table, for the report."""
    return [
        {"record": one.label, "column": one.column, "carnet": one.ours, "airtable": one.theirs}
        for one in _open(linking)
    ]


def _open(linking: Linking) -> list[AirtableConflict]:
    rows = AirtableConflict.objects.filter(link__base=linking.base, link__table=linking.table, side=Side.OPEN)
    return list(rows.select_related("link").order_by("pk"))
