"""After a sync was taken back: what it found out about the two sides goes with it."""

from collections.abc import Collection

from carnet.interchange.airtable.models import AirtableConflict, AirtableLink


def forget_sync(batch: int, kept: Collection[tuple[str, int]]) -> None:
    """Forget the links and conflicts a sync found, save those of records that stay (kind, id)."""
    AirtableConflict.objects.filter(pk__in=_going(AirtableConflict, "link__", batch, kept)).delete()
    AirtableLink.objects.filter(pk__in=_going(AirtableLink, "", batch, kept)).delete()


def _going(
    model: type[AirtableConflict] | type[AirtableLink],
    path: str,
    batch: int,
    kept: Collection[tuple[str, int]],
) -> list[int]:
    rows = model._default_manager.filter(batch=batch)
    return [
        pk
        for pk, kind, object_id in rows.values_list("pk", f"{path}kind", f"{path}object_id")
        if (kind, object_id) not in kept
    ]
