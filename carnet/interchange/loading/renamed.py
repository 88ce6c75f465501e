"""Names under which files know a record that is called otherwise here."""

import hashlib
from collections.abc import Iterable, Mapping

from carnet.core.acting import Actor
from carnet.core.text import match_key
from carnet.directory.models import Account
from carnet.interchange.models import Merged

ACCOUNT = "directory.account"


def digest(key: bytes) -> str:
    """What a merged name is kept by: names may be long."""
    return hashlib.sha256(key).hexdigest()


def called(kind: str, keys: Iterable[str]) -> dict[str, int]:
    """The ids of the records of a kind by the digests under which files know them."""
    wanted = set(keys)
    rows = Merged.objects.filter(kind=kind, key__in=wanted) if wanted else Merged.objects.none()
    return dict(rows.values_list("key", "object_id"))


def call(kind: str, key: bytes, object_id: int, *, actor: Actor) -> None:
    """From now on files that say this mean that record."""
    told = {"object_id": object_id, "batch": actor.batch}
    Merged.objects.update_or_create(kind=kind, key=digest(key), defaults=told)


def call_accounts(names: Mapping[str, int], *, actor: Actor) -> None:
    """From now on files that name these companies mean those accounts."""
    for name, pk in names.items():
        call(ACCOUNT, match_key(name).encode(), pk, actor=actor)


def account_called(name: str) -> Account | None:
    """The account that files know under this name."""
    ids = called(ACCOUNT, [digest(match_key(name).encode())])
    return Account.objects.filter(pk__in=ids.values()).first() if ids else None
