"""After an import was taken back: its photos that nobody shows any more go with it."""

import json
import re
from collections.abc import Iterator
from datetime import datetime

from carnet.directory.models import Account, Contact
from carnet.files.models import File

_HASH = re.compile(r'"sha256:([0-9a-f]{64})"')
CHUNK = 500


def forget_photos(*, since: datetime, until: datetime) -> None:
    """Delete the files stored in this time that no record has and no kept property stands for."""
    shown = Contact.objects.filter(photo__isnull=False).values("photo")
    free = File.objects.filter(created_at__gte=since, created_at__lte=until).exclude(pk__in=shown)
    unused = dict(free.values_list("sha256", "pk"))
    if unused:
        for sha256 in _kept_hashes():
            unused.pop(sha256, None)
    ids = list(unused.values())
    for start in range(0, len(ids), CHUNK):
        File.objects.filter(pk__in=ids[start : start + CHUNK]).delete()


def _kept_hashes() -> Iterator[str]:
    """The files that kept properties of records stand for."""
    for model in (Contact, Account):
        kept = model._default_manager.exclude(kept=[]).values_list("kept", flat=True)
        for properties in kept.iterator():
            yield from _HASH.findall(json.dumps(properties))
