"""Records without a name of their own: known again by what their rows say, the n-th equal row as the n-th."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from carnet.deals.models import Activity
from carnet.interchange.cells import Values, canonical
from carnet.interchange.loading.scene import Scene
from carnet.journal.models import Editable
from carnet.sales.models import Sale

Statement = tuple[Any, ...]
Alike = Callable[[list[Values], Scene], dict[str, Editable]]


def import_key(values: Values, names: Iterable[str], scene: Scene) -> str:
    """The key kept on the record: a digest of these values, and how many rows said the same so far."""
    told = "|".join(str(canonical(values.get(name))) for name in names)
    digest = hashlib.sha256(told.encode()).digest()
    return f"{digest[:24].hex()}-{scene.occurrence(digest)}"


def row_key(values: Values, scene: Scene) -> bytes:
    """A row is named by its import key."""
    return str(values["import_key"]).encode()


def by_import_key(
    model: type[Activity] | type[Sale], many: list[Values], scene: Scene, alike: Alike
) -> list[Editable | None]:
    """By the key an import gave, else one entered otherwise that says the same."""
    keys = [values["import_key"] for values in many]
    rows = model._default_manager.filter(import_key__in=keys)
    found: dict[str, Editable] = {str(record.import_key): record for record in rows}
    unmatched = [values for values in many if values["import_key"] not in found]
    others = alike(unmatched, scene) if unmatched else {}
    return [found.get(key) or others.get(key) for key in keys]


def paired(
    many: list[Values],
    records: Iterable[Editable],
    scene: Scene,
    *,
    statement: Callable[[Values], Statement],
    statements: Callable[[Any], Iterable[Statement]],
) -> dict[str, Editable]:
    """By import key, the records that say the same as a row and that no row of this table has been yet.

    `statement` is what a row says, `statements` all that a file might say of a record; the last record given
    is taken first.
    """
    free: dict[Statement, list[Editable]] = {}
    for record in records:
        if record.pk not in scene.taken:
            for stated in statements(record):
                free.setdefault(stated, []).append(record)
    found: dict[str, Editable] = {}
    given: set[int] = set()
    for values in many:
        equals = free.get(statement(values), [])
        while equals and equals[-1].pk in given:
            equals.pop()
        if equals:
            record = equals.pop()
            given.add(record.pk)
            found[values["import_key"]] = record
    return found
