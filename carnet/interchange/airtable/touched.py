"""What people changed in Carnet since the two sides last agreed: the journal's lines that no sync wrote."""

from collections.abc import Iterator
from itertools import islice

from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.models import Import
from carnet.journal.models import JournalLine

SOURCE = "airtable"
CHUNK = 500
COLUMNS = {"product": ("lines",), "quantity": ("lines",)}
"""Field of a row -> columns of the journal, where they are called otherwise."""
Touched = dict[AirtableLink, set[str]]
"""The links whose record was changed here, with the columns that were."""


def touched_links(base: str, table: str, kind: str) -> Iterator[Touched]:
    """The links of a table whose record of this kind was changed here since, some hundred at a time."""
    synced = list(Import.objects.filter(source=SOURCE).values_list("pk", flat=True))
    links = AirtableLink.objects.filter(base=base, table=table, kind=kind).order_by("pk").iterator(CHUNK)
    # By ids, not by a join: right after a first sync PostgreSQL knows no better plan than every pair.
    while chunk := list(islice(links, CHUNK)):
        if found := _touched(chunk, kind, synced):
            yield found


def _touched(links: list[AirtableLink], kind: str, synced: list[int]) -> Touched:
    lines = JournalLine.objects.filter(
        kind=kind,
        object_id__in=[link.object_id for link in links],
        id__gt=min(link.settled for link in links),
    ).exclude(batch__in=synced)
    of_object: dict[int, list[tuple[int, set[str]]]] = {}
    for pk, object_id, before, after in lines.values_list("pk", "object_id", "before", "after"):
        of_object.setdefault(object_id, []).append((pk, {*(before or {}), *(after or {})}))
    found = {
        link: {name for pk, names in of_object.get(link.object_id, []) if pk > link.settled for name in names}
        for link in links
    }
    return {link: columns for link, columns in found.items() if columns}


def is_touched(field: str, columns: set[str]) -> bool:
    """Whether a field of a row is among these columns."""
    return any(name in columns for name in COLUMNS.get(field, (field,)))
