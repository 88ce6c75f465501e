"""What waits to be written to the base: fields changed here that Airtable still has as they were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from carnet.interchange.airtable.cells_out import CellsOut, NotInBase
from carnet.interchange.airtable.links import Linking
from carnet.interchange.airtable.merging import differs, shown
from carnet.interchange.airtable.models import AirtableConflict, AirtableLink, Side
from carnet.interchange.airtable.read import Readable
from carnet.interchange.airtable.touched import SOURCE, Touched, is_touched, touched_links
from carnet.interchange.cells import canonical
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.loading.memory import Memory, brought_by
from carnet.interchange.loading.scene import Cells, Loading
from carnet.journal.models import Editable


@dataclass
class Outgoing:
    """What waits of one record: the cells to write, what memory keeps of them, and how to tell of it."""

    link: AirtableLink
    label: str
    cells: dict[str, Any] = field(default_factory=dict)
    brought: Cells = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    is_disputed: bool = False
    is_told: bool = False
    """Whether the report says why it was not written."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing of the record waits for anything."""
        return not (self.cells or self.refused or self.is_disputed)


def outgoing(linking: Linking, readable: Readable) -> Iterator[Outgoing]:
    """Of each record of a table that was changed here since, what is to be written."""
    loading = LOADINGS[readable.recognition.kind]
    out = CellsOut(linking.base, readable, linking.spool)
    for touched in touched_links(linking.base, linking.table, loading.kind):
        yield from _outgoing(touched, out, loading)


@dataclass(frozen=True)
class Past:
    """Of some links: the columns changed here, what Airtable last said, the fields in dispute."""

    columns: Touched
    memory: Memory
    disputed: set[tuple[int, str]]


def _outgoing(touched: Touched, out: CellsOut, loading: Loading) -> Iterator[Outgoing]:
    ids = [link.object_id for link in touched]
    records = loading.model._default_manager.in_bulk(ids)
    open_ones = AirtableConflict.objects.filter(link__in=list(touched), side=Side.OPEN)
    past = Past(
        touched,
        brought_by(SOURCE, loading.kind, ids),
        set(open_ones.values_list("link_id", "field")),
    )
    for link in touched:
        if link.object_id in records:
            yield _of(link, records[link.object_id], past, out, loading)


def _of(link: AirtableLink, record: Editable, past: Past, out: CellsOut, loading: Loading) -> Outgoing:
    found = Outgoing(link, str(record))
    said = past.memory.of(record.pk) or {}
    for name in dict.fromkeys(out.readable.recognition.mapping.values()):
        current = loading.current(record, name)
        if not is_touched(name, past.columns[link]) or not differs(current, said.get(name)):
            continue
        if (link.pk, name) in past.disputed:
            found.is_disputed = True
        elif column := out.column_of(name):
            _put(found, name, column, record, current, out)
    return found


def _put(found: Outgoing, name: str, column: str, record: Editable, current: Any, out: CellsOut) -> None:
    # A parent is told by its name, and linked to by itself.
    value = getattr(record, "parent", None) if name == "parent" else current
    try:
        cell = out.cell(name, value)
    except NotInBase as missing:
        text = _("“%(value)s” is not in Airtable, so nothing can link to it.") % {"value": missing}
        found.refused.append({"record": found.label, "column": column, "message": text})
        return
    found.cells[column] = cell
    found.brought[name] = canonical(current)
    found.told.append({"record": found.label, "column": column, "value": shown(name, current)})
