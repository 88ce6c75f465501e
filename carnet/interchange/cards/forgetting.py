"""After an import was taken back: its photos that nobody shows any more go with it."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from carnet.directory.models import Account, Contact
from carnet.files.models import File
from carnet.interchange.models import Import, ImportState
from carnet.journal.batches import UNDONE
from carnet.journal.models import JournalLine

_HASH = re.compile(r'"sha256:([0-9a-f]{64})"')
CHUNK = 500
_KINDS = (Contact.journal_kind(), Account.journal_kind())


def forget_photos(*, batch: int, since: datetime, until: datetime) -> None:
    """Delete the files stored in this time that no record has, or could be given back by an undo."""
    shown = Contact.objects.filter(photo__isnull=False).values("photo")
    free = File.objects.filter(created_at__gte=since, created_at__lte=until).exclude(pk__in=shown)
    unused = dict(free.values_list("sha256", "pk"))
    if unused:
        for sha256 in _kept_hashes():
            unused.pop(sha256, None)
    former = _former(batch, since) if unused else set()
    ids = [pk for sha256, pk in unused.items() if pk not in former and sha256 not in former]
    for start in range(0, len(ids), CHUNK):
        File.objects.filter(pk__in=ids[start : start + CHUNK]).delete()


def _kept_hashes() -> Iterator[str]:
    """The files that kept properties of records stand for."""
    for model in (Contact, Account):
        kept = model._default_manager.exclude(kept=[]).values_list("kept", flat=True)
        for properties in kept.iterator():
            yield from _HASH.findall(json.dumps(properties))


def _former(batch: int, since: datetime) -> set[int | str]:
    """The files that others took away from records: by id, or by hash where a property stood for them."""
    undone = Import.objects.filter(state=ImportState.UNDONE).values("pk")
    lines = JournalLine.objects.filter(kind__in=_KINDS, at__gte=since, before__isnull=False)
    lines = lines.exclude(action__endswith=f".{UNDONE}").exclude(Q(batch=batch) | Q(batch__in=undone))
    found: set[int | str] = set()
    for before in lines.values_list("before", flat=True).iterator():
        found |= {(before or {}).get("photo") or 0, *_HASH.findall(json.dumps(before))}
    return found
