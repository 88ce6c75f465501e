"""The engine: rows in batches of one transaction each, matched with what is stored, created or changed."""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from time import thread_time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Conflict, DomainError, InvalidFields
from carnet.identity.models import Company
from carnet.interchange.cells import CellRefused, Values
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.loading.memory import Memory, memory_of, told
from carnet.interchange.loading.pace import Pace
from carnet.interchange.loading.plain import Contradiction, load_plain
from carnet.interchange.loading.scene import Cells, Loading, Scene
from carnet.interchange.lookup import FIELDS
from carnet.interchange.models import Import, ImportState
from carnet.interchange.tables import Batch, Row
from carnet.journal import changes
from carnet.journal.models import Editable

Batches = Callable[[Callable[[], int]], Iterator[Batch]]
"""Rows in batches of the size asked each time: `Table.batches`."""


@dataclass(slots=True)
class Candidate:
    """A row that could be read: its line and its values, prepared for its kind."""

    line: int
    values: Values


@dataclass
class Pending:
    """New records of a chunk, not stored yet."""

    candidates: list[Candidate] = field(default_factory=list)
    records: list[Editable] = field(default_factory=list)
    keys: set[bytes] = field(default_factory=set)
    """Of all that was new in this chunk, stored meanwhile or not."""

    def add(self, candidate: Candidate, record: Editable, key: bytes) -> None:
        """One more, which its key names within the table."""
        self.candidates.append(candidate)
        self.records.append(record)
        self.keys.add(key)

    def clear(self) -> None:
        """After they are stored."""
        self.candidates, self.records = [], []


def load_rows(batches: Batches, loading: Loading, scene: Scene, done: Callable[[int], None]) -> None:
    """Load every row of a table; `done` is told after each batch how many rows were read so far."""
    read, pace = 0, Pace()
    for batch in _readable_batches(batches, scene, pace):
        started, refused = thread_time(), scene.report.rejected
        try:
            _load_batch(batch, loading, scene)
        except Contradiction:
            _load_batch(batch, replace(loading, plain=None), scene)
        if scene.report.rejected > refused:
            # Django's errors hold themselves, and with their traces all of the batch.
            gc.collect(1)
        pace.took(thread_time() - started)
        read += len(batch.lines)
        scene.line = batch.lines[-1]
        done(read)
    _require_running(scene)
    for line, record, values in scene.deferred:
        scene.line = line
        _defer(record, values, loading, scene)


def _load_batch(batch: Batch, loading: Loading, scene: Scene) -> None:
    with transaction.atomic():
        # On PostgreSQL this lets one batch of one import at a time look for what is there already.
        Company.objects.select_for_update().get(pk=1)
        _require_running(scene)
        # Whoever asks what each row became wants its record.
        plain = loading.plain if scene.became is None else None
        left = load_plain(batch, loading, plain, scene) if plain else None
        if left is None or left:
            _load_chunk(_readable(batch.rows(left), scene), loading, scene)


def _require_running(scene: Scene) -> None:
    """Two processes may load one import; once one has ended it, and somebody undone it, the other stops."""
    ended = Import.objects.filter(pk=scene.actor.batch or 0).exclude(state=ImportState.RUNNING)
    if ended.exists():
        raise Conflict(_("This import was ended elsewhere in the meantime."))


def _defer(record: Editable, values: Values, loading: Loading, scene: Scene) -> None:
    """What a row says of a later one; where that cannot be, the row stays without it and its file goes on."""
    try:
        with transaction.atomic():
            memory = memory_of([record.pk], loading, scene)
            _bring(values, record, loading, scene, memory)
            memory.store(loading, scene)
    except DomainError as refusal:
        scene.warn(next(iter(values)), refusal.message)


def _readable_batches(batches: Batches, scene: Scene, pace: Pace) -> Iterator[Batch]:
    """A file that turns unreadable half-way ends there, with the reason in the report."""
    try:
        yield from batches(lambda: pace.rows)
    except UnreadableFile as error:
        scene.report.refuse(error.line or scene.line, "", error.message)


def _load_chunk(readable: list[Candidate], loading: Loading, scene: Scene) -> None:
    candidates = _prepared(readable, loading, scene)
    stored = _known(candidates, loading, scene)
    memory = memory_of([record.pk for record in stored if record], loading, scene)
    pending = Pending()

    def build(candidate: Candidate) -> None:
        made = loading.build(candidate.values, scene)
        made.created_at = made.updated_at = scene.actor.at
        pending.add(candidate, made, key)

    for candidate, found in zip(candidates, stored, strict=True):
        scene.line = candidate.line
        key = loading.key(candidate.values, scene)
        record = found
        if record is None and key in pending.keys:
            _flush(pending, loading, scene, memory)
            record = loading.known([candidate.values], scene)[0]
        if record is None:
            _attempt(candidate, scene, build)
        else:
            _attempt(
                candidate, scene, partial(_change, record=record, loading=loading, scene=scene, memory=memory)
            )
    _flush(pending, loading, scene, memory)
    memory.store(loading, scene)


def _readable(rows: Iterable[Row], scene: Scene) -> list[Candidate]:
    found = []
    for row in rows:
        scene.line = row.line
        if row.problem:
            scene.report.refuse(row.line, "", row.problem)
            continue
        try:
            found.append(Candidate(row.line, scene.reading.values(row)))
        except CellRefused as refusal:
            scene.report.refuse(row.line, refusal.column, str(refusal), refusal.value)
    return found


def _prepared(readable: list[Candidate], loading: Loading, scene: Scene) -> list[Candidate]:
    for name in loading.references:
        texts = [candidate.values[name] for candidate in readable if name in candidate.values]
        scene.lookup.load(FIELDS[name], texts)
    found: list[Candidate] = []

    def prepare(candidate: Candidate) -> None:
        candidate.values = loading.prepare(candidate.values, scene)
        found.append(candidate)

    for candidate in readable:
        scene.line = candidate.line
        _attempt(candidate, scene, prepare)
    return found


def _known(candidates: list[Candidate], loading: Loading, scene: Scene) -> list[Editable | None]:
    """The stored record of each candidate; those several records match are refused and taken out."""
    try:
        return loading.known([candidate.values for candidate in candidates], scene)
    except (DomainError, ValueError):
        stored: list[Editable | None] = []
        for candidate in list(candidates):
            scene.line = candidate.line
            alone: list[Editable | None] = []

            def find(one: Candidate, found: list[Editable | None] = alone) -> None:
                found.extend(loading.known([one.values], scene))

            _attempt(candidate, scene, find)
            if alone:
                stored.extend(alone)
            else:
                candidates.remove(candidate)
        return stored


def _attempt(candidate: Candidate, scene: Scene, act: Callable[[Candidate], Any]) -> None:
    """Do something for one row; a refusal is that row's alone."""
    try:
        act(candidate)
    except CellRefused as refusal:
        scene.report.refuse(candidate.line, refusal.column, str(refusal), refusal.value)
    except InvalidFields as refusal:
        name, message = next(iter(refusal.errors.items()))
        scene.report.refuse(candidate.line, scene.reading.header_of(name), message)
    except DomainError as refusal:
        column = scene.reading.header_of(refusal.field) if refusal.field else ""
        scene.report.refuse(candidate.line, column, refusal.message)
    except ValueError as error:
        scene.report.refuse(candidate.line, "", str(error))


def _flush(pending: Pending, loading: Loading, scene: Scene, memory: Memory) -> None:
    """Store what is pending, all at once; where the database refuses one, each alone."""
    if not pending.records:
        return
    if not changes.are_sound(pending.records):
        _leave_out_unsound(pending, scene)
    cells = [told(candidate.values) for candidate in pending.candidates]
    try:
        with transaction.atomic():
            loading.store(pending.records, cells, scene)
        stored = list(zip(pending.candidates, pending.records, cells, strict=True))
    except IntegrityError:
        stored = _one_by_one(pending, cells, loading, scene)
    memory.said.update((record.pk, said) for _candidate, record, said in stored)
    scene.settle("created", *((candidate.line, record) for candidate, record, _said in stored))
    pending.clear()


def _leave_out_unsound(pending: Pending, scene: Scene) -> None:
    """Of the pending records one at least is not what its columns can hold: each is asked."""
    pairs = list(zip(pending.candidates, pending.records, strict=True))
    pending.clear()
    for candidate, record in pairs:

        def keep(candidate: Candidate, record: Editable = record) -> None:
            changes.check(record)
            pending.candidates.append(candidate)
            pending.records.append(record)

        _attempt(candidate, scene, keep)


def _one_by_one(
    pending: Pending, cells: list[Cells], loading: Loading, scene: Scene
) -> list[tuple[Candidate, Editable, Cells]]:
    stored = []
    for candidate, record, said in zip(pending.candidates, pending.records, cells, strict=True):
        record.pk = None
        try:
            with transaction.atomic():
                loading.store([record], [said], scene)
            stored.append((candidate, record, said))
        except IntegrityError:
            message = _(
                "A record with this identifier exists already, or these values contradict one another."
            )
            scene.report.refuse(candidate.line, "", message)
    return stored


def _change(candidate: Candidate, record: Editable, loading: Loading, scene: Scene, memory: Memory) -> None:
    version = record.version
    _bring(candidate.values, record, loading, scene, memory)
    scene.settle("unchanged" if record.version == version else "updated", (candidate.line, record))


def _bring(values: Values, record: Editable, loading: Loading, scene: Scene, memory: Memory) -> None:
    """Bring to a stored record what its source says anew; what it said before is no change."""
    before = memory.of(record.pk)
    said = before or {}
    cells = told(values)
    new = [name for name, cell in cells.items() if name not in said or said[name] != cell]
    first = record.pk not in scene.taken or loading.adds_up
    if not first and (twice := [name for name in new if name in said]):
        _tell_twice(record, twice, values, scene)
        new = [name for name in new if name not in said]
    differing = {name: values[name] for name in new if loading.current(record, name) != values[name]}
    if differing:
        with transaction.atomic():
            loading.apply(record, differing, scene)
    if before is None:
        memory.learn(record.pk, cells)
    elif new:
        memory.learn(record.pk, {name: cells[name] for name in new})


def _tell_twice(record: Editable, names: list[str], new: Values, scene: Scene) -> None:
    text = _("“{record}” comes twice; the first row counts, and {column} “{value}” was left out.")
    for name in names:
        column = scene.reading.header_of(name)
        scene.warn(name, sentence(text, record=str(record), column=column, value=str(new[name])[:100]))
