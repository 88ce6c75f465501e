"""Writing back: ten records a request, each looked at once more before, none overwritten unseen."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from carnet.interchange.airtable.client import BATCH, Client
from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.airtable.links import Linking
from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.airtable.outgoing import Outgoing, outgoing
from carnet.interchange.airtable.read import Readable
from carnet.interchange.airtable.touched import SOURCE
from carnet.interchange.models import Brought
from carnet.journal.queries import revision

MOST_LISTED = 1000


@dataclass
class Written:
    """What became of the changes made here, of one table."""

    written: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the report, beside what came in."""
        return {
            "written": self.written[:MOST_LISTED],
            "to_write": self.waiting[:MOST_LISTED],
            "not_written": self.refused[:MOST_LISTED],
        }


def waiting(linking: Linking, readable: Readable) -> Written:
    """What would be written; nothing is."""
    told = Written()
    for item in outgoing(linking, readable):
        told.waiting += item.told
        told.refused += item.refused
    return told


def write_back(client: Client, linking: Linking, readable: Readable) -> Written:
    """Write what waits of one table, and remember that the two sides agree."""
    told, settled = Written(), revision()
    items = list(outgoing(linking, readable))
    for item in items:
        told.refused += item.refused
    ready = [item for item in items if item.cells]
    try:
        for start in range(0, len(ready), BATCH):
            _write(client, linking, readable, ready[start : start + BATCH], told)
    except AirtableRefused as refusal:
        for item in ready:
            _refuse(item, str(refusal), told)
    _settle((item for item in items if item.is_settled), settled)
    return told


def _write(
    client: Client, linking: Linking, readable: Readable, batch: list[Outgoing], told: Written
) -> None:
    """Write ten records; what changed over there since it was read waits for the next sync."""
    now = client.records(linking.table, [item.link.record_id for item in batch])
    ready = [item for item in batch if _is_unchanged(item, linking, now.get(item.link.record_id))]
    for item in batch:
        if item not in ready:
            _refuse(item, _("It was changed or deleted in Airtable this very moment."), told)
    if ready:
        _send(client, linking, readable, ready, told)


def _is_unchanged(item: Outgoing, linking: Linking, now: dict[str, Any] | None) -> bool:
    before = linking.spool.fields_of(linking.table, item.link.record_id)
    return now is not None and all(now.get(column) == before.get(column) for column in item.cells)


def _send(client: Client, linking: Linking, readable: Readable, batch: list[Outgoing], told: Written) -> None:
    """Send a batch; where Airtable refuses it, each record alone, so that none costs its neighbours."""
    changes = {item.link.record_id: item.cells for item in batch}
    typecast = any(not readable.survey.forms.get(column) for item in batch for column in item.cells)
    try:
        client.update(linking.table, changes, typecast=typecast)
    except AirtableRefused as refusal:
        if refusal.answered != 422:
            raise
        if len(batch) == 1:
            _refuse(batch[0], str(refusal), told)
        else:
            for item in batch:
                _send(client, linking, readable, [item], told)
        return
    _remember(batch, linking)
    for item in batch:
        told.written += item.told
        item.cells.clear()


def _remember(batch: list[Outgoing], linking: Linking) -> None:
    """From now on what was written is what Airtable last said."""
    Brought.objects.bulk_create(
        Brought(
            source=SOURCE,
            kind=item.link.kind,
            object_id=item.link.object_id,
            batch=linking.batch,
            cells=item.brought,
        )
        for item in batch
    )


def _refuse(item: Outgoing, reason: str, told: Written) -> None:
    """Tell why a record was not written, unless it was, or that was told before."""
    if not item.cells or item.is_told:
        return
    item.is_told = True
    told.refused += [
        {"record": line["record"], "column": line["column"], "message": reason} for line in item.told
    ]


def _settle(items: Iterable[Outgoing], line: int) -> None:
    """Up to this line of the journal nothing waits any more."""
    ids = [item.link.pk for item in items]
    with transaction.atomic():
        AirtableLink.objects.filter(pk__in=ids).update(settled=line)
