"""Rows somebody said are a record called otherwise: known again under their own name from then on."""

from collections.abc import Mapping
from dataclasses import replace

from carnet.interchange.cells import Values
from carnet.interchange.loading.renamed import call, called, digest
from carnet.interchange.loading.scene import Loading, Scene
from carnet.journal.models import Editable

NAMES = ("name", "first_name", "last_name", "nickname")
"""What the record is called stays as it is."""


def merging(loading: Loading, merges: Mapping[int, int]) -> Loading:
    """The loading with some rows (line -> id of a record) going into records they do not name."""

    def prepare(values: Values, scene: Scene) -> Values:
        prepared = loading.prepare(values, scene)
        wanted = merges.get(scene.line)
        if wanted is not None:
            call(loading.kind, loading.key(prepared, scene), wanted, actor=scene.actor)
        return prepared

    return replace(loading, prepare=prepare, plain=None) if merges else loading


def remembering(loading: Loading) -> Loading:
    """The loading that finds a record also under the names merged into it."""

    def known(many: list[Values], scene: Scene) -> list[Editable | None]:
        found = loading.known(many, scene)
        keys = [
            digest(loading.key(values, scene)) if record is None else ""
            for values, record in zip(many, found, strict=True)
        ]
        merged = _records_called({key for key in keys if key}, loading)
        if not merged:
            return found
        return [
            record or _under_its_own_name(values, merged.get(key))
            for values, record, key in zip(many, found, keys, strict=True)
        ]

    return replace(loading, known=known, plain=None)


def _records_called(keys: set[str], loading: Loading) -> dict[str, Editable]:
    ids = called(loading.kind, keys)
    records = loading.model._default_manager.in_bulk(set(ids.values())) if ids else {}
    return {key: records[pk] for key, pk in ids.items() if pk in records}


def _under_its_own_name(values: Values, record: Editable | None) -> Editable | None:
    if record is not None:
        for name in NAMES:
            values.pop(name, None)
    return record
