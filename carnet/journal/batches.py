"""What a batch (an import) did to each record, and what others did to it since, read from the journal."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from carnet.journal.models import JournalLine
from carnet.journal.queries import lines_of_batch

CHUNK = 500
UNDONE = "undone"
"""The verb of a line that takes back what a batch did to a record."""
DERIVED = "derived"
"""Where a line of a batch keeps the former values of columns that no line shows."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A record that a batch changed.

    `came`: it was not there before. `before`: the values the batch replaced, those of the columns in `hidden`
    among them, which lines do not show. `later`: the last line of someone else since the batch first touched
    it, but for what was itself taken back; else that of its deletion by the batch.
    """

    pk: int
    label: str
    came: bool
    before: dict[str, Any]
    hidden: frozenset[str]
    later: JournalLine | None

    @property
    def is_over(self) -> bool:
        """The batch brought it and someone has removed it since: nothing of it is left."""
        return self.came and self.later is not None and self.later.action.endswith(".deleted")


def kinds_of_batch(batch: int) -> list[str]:
    """The kinds of records a batch changed."""
    return sorted(lines_of_batch(batch).order_by().values_list("kind", flat=True).distinct())


def touched_by(batch: int, kind: str) -> Iterator[list[Touched]]:
    """The records of one kind that a batch changed, by id and in chunks."""
    own = lines_of_batch(batch).filter(kind=kind)
    first = own.values_list("pk", flat=True).first() or 0
    ids = array("q", own.order_by("object_id").values_list("object_id", flat=True).distinct().iterator())
    for start in range(0, len(ids), CHUNK):
        yield list(_chunk(batch, kind, ids[start : start + CHUNK], first))


def _chunk(batch: int, kind: str, ids: Sequence[int], first: int) -> Iterator[Touched]:
    lines = JournalLine.objects.filter(kind=kind, object_id__in=list(ids), id__gte=first)
    told = lines.only("object_id", "action", "label", "actor_name", "batch", "before")
    for pk, past in groupby(told.order_by("object_id", "id"), lambda line: line.object_id):
        if since := _since(batch, past):
            yield _touched(pk, since, batch)


def _since(batch: int, lines: Iterable[JournalLine]) -> list[JournalLine]:
    """The lines of a record from the batch's first one on."""
    past = list(lines)
    start = next((at for at, line in enumerate(past) if line.batch == batch), len(past))
    return past[start:]


def _touched(pk: int, lines: list[JournalLine], batch: int) -> Touched:
    own = [line for line in lines if line.batch == batch]
    taken_back = {line.batch for line in lines if line.action.endswith(f".{UNDONE}")}
    others = [line for line in lines if line.batch != batch and line.batch not in taken_back]
    later = [line for line in own if line.action.endswith(".deleted")] + others
    before: dict[str, Any] = {}
    hidden: dict[str, Any] = {}
    for line in reversed(own):
        before |= line.before or {}
        hidden |= before.pop(DERIVED, {})
    return Touched(
        pk=pk,
        label=own[-1].label,
        came=own[0].action.endswith(".created"),
        before=before | hidden,
        hidden=frozenset(hidden),
        later=later[-1] if later else None,
    )
