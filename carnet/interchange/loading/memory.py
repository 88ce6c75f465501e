"""What a source last brought for each record: the cells of its creation line, then what came since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from carnet.interchange.cells import AS_THEY_ARE, Values, canonical
from carnet.interchange.loading.scene import Cells, Loading, Scene
from carnet.interchange.models import Brought, Import
from carnet.journal.models import JournalLine


@dataclass
class Memory:
    """Of the records of one chunk, by id; what is learnt is stored with the chunk."""

    said: dict[int, Cells] = field(default_factory=dict)
    _learnt: list[tuple[int, Cells]] = field(default_factory=list)

    def of(self, record_id: int) -> Cells | None:
        """What the source last said of a record, or None when it never spoke of it."""
        return self.said.get(record_id)

    def learn(self, record_id: int, cells: Cells) -> None:
        """The source brought these cells for a record that was there."""
        self.said[record_id] = {**self.said.get(record_id, {}), **cells}
        self._learnt.append((record_id, cells))

    def store(self, loading: Loading, scene: Scene) -> None:
        """Keep what was learnt, as brought by this import."""
        Brought.objects.bulk_create(
            Brought(
                source=scene.source,
                kind=loading.kind,
                object_id=record_id,
                batch=scene.actor.batch,
                cells=cells,
            )
            for record_id, cells in self._learnt
        )
        self._learnt.clear()


def memory_of(ids: Iterable[int], loading: Loading, scene: Scene) -> Memory:
    """What the source of this import last brought for these records."""
    return brought_by(scene.source, loading.kind, ids)


def brought_by(source: str, kind: str, ids: Iterable[int]) -> Memory:
    """What a source last brought for records of a kind, in two queries."""
    wanted = list(ids)
    memory = Memory()
    if not wanted:
        return memory
    own = Import.objects.filter(source=source).values("pk")
    created = JournalLine.objects.filter(
        kind=kind, object_id__in=wanted, action=f"{kind}.created", batch__in=own
    )
    for record_id, after in created.values_list("object_id", "after"):
        memory.said[record_id] = after or {}
    since = Brought.objects.filter(source=source, kind=kind, object_id__in=wanted)
    for record_id, cells in since.order_by("pk").values_list("object_id", "cells"):
        memory.said.setdefault(record_id, {}).update(cells)
    return memory


def told_column(column: Sequence[Any]) -> Sequence[Any]:
    """The same of many rows: the values of one field."""
    if AS_THEY_ARE.issuperset(map(type, column)):
        return column
    # The same few objects again and again, records among them, which are slow to compare.
    values = {id(value): value for value in column}
    known = {key: canonical(value) for key, value in values.items()}
    return [known[id(value)] for value in column]


def told(values: Values) -> Cells:
    """What a row says, as memory keeps it; the key it is known again by is ours."""
    return {
        name: value if type(value) in AS_THEY_ARE else canonical(value)
        for name, value in values.items()
        if name != "import_key"
    }
