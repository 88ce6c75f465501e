"""Which record of the base is which of Carnet: learnt as rows go in, used to know them again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps

from carnet.interchange.airtable.models import AirtableLink
from carnet.interchange.airtable.naming import Names, Place
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.cells import Values
from carnet.interchange.loading.scene import Loading, Scene
from carnet.journal.models import Editable

CHUNK = 500


def called_by(record: Editable) -> str:
    """What a record is referred to by."""
    return str(getattr(record, "reference", "") or record)


def names_in_carnet(base: str) -> Callable[[Place], str]:
    """The name of the record that one of the base was found to be; empty where it was not."""

    def called(place: Place) -> str:
        table, record_id = place
        link = AirtableLink.objects.filter(base=base, table=table, record_id=record_id).first()
        if link is None:
            return ""
        record = apps.get_model(link.kind)._default_manager.filter(pk=link.object_id).first()
        return called_by(record) if record else ""

    return called


class Identified(dict[str, Any]):
    """The values of a row that knows which record of the base it is."""

    record_id = ""


@dataclass
class Linking:
    """The links of one table during a sync; `revision` is the journal line the sync began after."""

    base: str
    table: str
    batch: int
    revision: int
    spool: Spool
    names: Names
    _found: dict[str, Editable] = field(default_factory=dict)

    def became(self, line: int, record: Editable) -> None:
        """A row went into this record; kept until the chunk is written."""
        record_id = self.spool.id_at(self.table, line)
        self._found[record_id] = record
        self.names.is_called((self.table, record_id), called_by(record))
        if len(self._found) >= CHUNK:
            self.store()

    def store(self) -> None:
        """Keep the links found since the last time."""
        found, self._found = self._found, {}
        known = {link.record_id: link for link in self._links(found)}
        moved = [
            link for link in known.values() if self._key(found[link.record_id]) != (link.kind, link.object_id)
        ]
        for link in moved:
            link.kind, link.object_id = self._key(found[link.record_id])
            link.batch, link.settled = self.batch, self.revision
        AirtableLink.objects.bulk_update(moved, ["kind", "object_id", "batch", "settled"])
        AirtableLink.objects.bulk_create(
            self._new(record_id, record) for record_id, record in found.items() if record_id not in known
        )

    def linked(self, ids: Iterable[str], loading: Loading) -> dict[str, Editable]:
        """The stored records that these of the base were found to be."""
        objects = {link.record_id: link.object_id for link in self._links(ids) if link.kind == loading.kind}
        stored = loading.model._default_manager.in_bulk(list(objects.values()))
        return {
            record_id: stored[object_id] for record_id, object_id in objects.items() if object_id in stored
        }

    def gone(self, loading: Loading) -> frozenset[str]:
        """Records of the base that were deleted in Carnet since they were linked."""
        links = AirtableLink.objects.filter(base=self.base, table=self.table, kind=loading.kind)
        there = loading.model._default_manager.values("pk")
        return frozenset(links.exclude(object_id__in=there).values_list("record_id", flat=True))

    def _links(self, ids: Iterable[str]) -> Iterable[AirtableLink]:
        return AirtableLink.objects.filter(base=self.base, table=self.table, record_id__in=list(ids))

    def _key(self, record: Editable) -> tuple[str, int]:
        return record.journal_kind(), record.pk

    def _new(self, record_id: str, record: Editable) -> AirtableLink:
        kind, object_id = self._key(record)
        return AirtableLink(
            base=self.base,
            table=self.table,
            record_id=record_id,
            kind=kind,
            object_id=object_id,
            batch=self.batch,
            settled=self.revision,
        )


def knowing(loading: Loading, linking: Linking) -> dict[str, Any]:
    """The parts of a loading that know a linked record again whatever it is called by now."""
    return {"prepare": partial(_prepare, loading, linking), "known": partial(_known, loading, linking)}


def _prepare(loading: Loading, linking: Linking, values: Values, scene: Scene) -> Values:
    identified = Identified(loading.prepare(values, scene))
    identified.record_id = linking.spool.id_at(linking.table, scene.line)
    return identified


def _known(loading: Loading, linking: Linking, many: list[Values], scene: Scene) -> list[Editable | None]:
    """By the link; the others as any row is known."""
    ids = [getattr(values, "record_id", "") for values in many]
    linked = linking.linked(ids, loading)
    others = [values for values, record_id in zip(many, ids, strict=True) if record_id not in linked]
    found = iter(loading.known(others, scene) if others else [])
    return [linked.get(record_id) or next(found) for record_id in ids]
