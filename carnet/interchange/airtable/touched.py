"""What people changed in Carnet since the two sides last agreed: the journal's lines that no sync wrote."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.models import Import
from carnet.journal.models import JournalLine

SOURCE = "airtable"
COLUMNS = {"product": ("lines",), "quantity": ("lines",)}
"""Field of a row -> columns of the journal, where they are called otherwise."""


def changed_links(base: str, table: str) -> QuerySet[AirtableLink]:
    """The links whose record was changed here since."""
    lines = _lines().filter(
        kind=OuterRef("kind"), object_id=OuterRef("object_id"), id__gt=OuterRef("settled")
    )
    return AirtableLink.objects.filter(Exists(lines), base=base, table=table)


def changed_columns(links: Iterable[AirtableLink]) -> dict[int, set[str]]:
    """By link, the columns that were changed."""
    found: dict[int, set[str]] = {}
    for link in links:
        lines = _lines().filter(kind=link.kind, object_id=link.object_id, id__gt=link.settled)
        found[link.pk] = {
            name
            for before, after in lines.values_list("before", "after")
            for image in (before, after)
            for name in image or {}
        }
    return found


def is_touched(field: str, columns: set[str]) -> bool:
    """Whether a field of a row is among these columns."""
    return any(name in columns for name in COLUMNS.get(field, (field,)))


def _lines() -> QuerySet[JournalLine]:
    synced = Import.objects.filter(source=SOURCE).values("pk")
    return JournalLine.objects.filter(Q(batch__isnull=True) | ~Q(batch__in=synced))
