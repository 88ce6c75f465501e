"""What the loading of one table shares: who loads, when, the references found, the report being written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.text import match_key
from carnet.deals.models import Stage
from carnet.deals.totals import Lines
from carnet.directory import actions as directory
from carnet.directory.models import Account
from carnet.interchange.cells import CellRefused, Reading, Values
from carnet.interchange.errors import sentence
from carnet.interchange.loading.renamed import account_called
from carnet.interchange.lookup import FIELDS, Lookup
from carnet.interchange.report import FileReport
from carnet.interchange.sheets import Sheet
from carnet.journal import changes
from carnet.journal.models import Editable

Found = TypeVar("Found", bound=Editable)
Cells = dict[str, Any]
"""What a source told of a record, by field, in the form memory keeps: `cells.canonical`."""


@dataclass
class Scene:
    """One table on its way in; `line` is the row being worked on."""

    actor: Actor
    day: date
    currency: str
    reading: Reading
    report: FileReport
    default_stage: Stage
    source: str = "file"
    became: Callable[[int, Editable], None] | None = None
    """Told which record each row went into."""
    lookup: Lookup = field(default_factory=Lookup)
    line: int = 0
    occurrences: dict[bytes, int] = field(default_factory=dict)
    opening: dict[int, int] = field(default_factory=dict)
    """Ids: stage -> the stage a deal in it is taken to have come from."""
    lines: dict[int, Lines] = field(default_factory=dict)
    """The unsaved lines of new deals, by the identity of the object: a refused one may be of any size."""
    offers: dict[tuple[int, Any], Lines] = field(default_factory=dict)
    """Unsaved lines that many new deals share, by product and quantity."""
    stages: dict[int, list[Stage]] = field(default_factory=dict)
    meant: dict[tuple[str, str], Stage] = field(default_factory=dict)
    """The stages that rows name, by their text and that of their pipeline."""
    deferred: list[tuple[int, Editable, Values]] = field(default_factory=list)
    """New records with values that only the end of the table can resolve: line, record, values."""
    taken: set[int] = field(default_factory=set)
    """Ids of records this table has spoken for already: its first row is the one that counts."""

    def refuse(self, field_name: str, message: Any, value: object = "") -> CellRefused:
        """The refusal of the present row because of one field, to be raised."""
        return CellRefused(self.reading.header_of(field_name), message, str(value))

    def warn(self, field_name: str, message: Any) -> None:
        """A sentence about the present row's field."""
        self.report.warn(message, line=self.line, column=self.reading.header_of(field_name))

    def settle(self, outcome: str, *pairs: tuple[int, Editable]) -> None:
        """Rows went in, each a line and its record: they were `created`, `updated` or `unchanged`."""
        self.taken.update(record.pk for _line, record in pairs)
        self.report.count(outcome, len(pairs))
        if self.became is not None:
            for line, record in pairs:
                self.became(line, record)

    def settled(self, outcome: str, ids: Sequence[int]) -> None:
        """The same of rows that no source asks about, and the ids of their records."""
        self.taken.update(ids)
        self.report.count(outcome, len(ids))

    def account(self, field_name: str, name: str) -> Account:
        """The account of this name, created with a warning when there is none."""
        found: Account | None = self.find(field_name, name)
        if found is not None:
            return found
        if renamed := account_called(name):
            self.lookup.add("account", renamed, name)
            return renamed
        account = directory.new_account({"name": name[:200]})
        changes.insert(account, actor=self.actor)
        self.lookup.add("account", account, name)
        self.warn(
            field_name, sentence(_("The account “{name}” was unknown and has been created."), name=name)
        )
        return account

    def contact(self, text: str, account: Account | None) -> Values:
        """The contact of this name as a value; an unknown or ambiguous one is left out with a warning."""
        person = self.lookup.contact_of(account, text)
        if person is None:
            self.warn("contact", sentence(_("“{value}” is no one contact; left empty."), value=text))
            return {}
        return {"contact": person}

    def find(self, field_name: str, text: str) -> Any | None:
        """The record a field refers to, or None; refused when several could be meant."""
        try:
            return self.lookup.find(FIELDS[field_name], text)
        except ValueError as error:
            raise self.refuse(field_name, error, text) from error

    def known(self, field_name: str, text: str) -> Any:
        """The record a field refers to; the row is refused when there is none."""
        record = self.find(field_name, text)
        if record is None:
            raise self.refuse(field_name, sentence(_("“{value}” is unknown."), value=text), text)
        return record

    def stages_of(self, pipeline_id: int) -> list[Stage]:
        """The stages of a pipeline, in order."""
        if pipeline_id not in self.stages:
            rows = Stage.objects.filter(pipeline_id=pipeline_id).order_by("position", "id")
            self.stages[pipeline_id] = list(rows)
        return self.stages[pipeline_id]

    def occurrence(self, key: bytes) -> int:
        """How many rows of this table had this content so far, this one included."""
        self.occurrences[key] = self.occurrences.get(key, 0) + 1
        return self.occurrences[key]


Prepare = Callable[[Values, Scene], Values]


@dataclass(frozen=True)
class Plain:
    """How rows of one kind are loaded by the column where nobody need say a word about them.

    `fields` are those such a row may fill, `key` the one that names it; `prepare` leaves out what is no plain
    row after all; `known` gives the ids of the keys that are there already; `store` stores what is new and
    gives the ids.
    """

    fields: frozenset[str]
    key: str
    prepare: Callable[[Sheet, Scene], None]
    known: Callable[[list[Any]], Mapping[Any, int]]
    store: Callable[[Sheet, Scene], Sequence[int]]


@dataclass(frozen=True)
class Loading:
    """How one kind is loaded. All functions work on values as `prepare` leaves them.

    `key` names a row within its table (two rows of one key are one record); `known` finds the stored records
    of many values at once; `current` is a record's value of a field; `apply` changes it through its action;
    `store` keeps new records with what was told of them.
    """

    kind: str
    model: type[Editable]
    prepare: Prepare
    key: Callable[[Values, Scene], bytes]
    known: Callable[[list[Values], Scene], list[Editable | None]]
    build: Callable[[Values, Scene], Editable]
    current: Callable[[Editable, str], Any]
    apply: Callable[[Editable, Values, Scene], None]
    store: Callable[[list[Editable], list[Cells], Scene], None]
    references: tuple[str, ...] = ()
    adds_up: bool = False
    """Whether several rows of one record add up; else the first of them counts."""
    plain: Plain | None = None
    """Of the kinds that come by the hundred thousand; both ways come to the same."""


def attribute(record: Editable, name: str) -> Any:
    """A field as it stands on a record: enough where fields and columns have the same names."""
    return getattr(record, name, None)


def insert(records: list[Editable], told: list[Cells], scene: Scene) -> None:
    """Store plain records; their journal lines keep what the source told of them."""
    changes.insert_many(records, actor=scene.actor, extras=told)


def by_name(target: str, names: list[str], scene: Scene, field_name: str = "name") -> list[Editable | None]:
    """The records of these names; several of one name are told apart by nobody, so the row is refused."""
    scene.lookup.load(target, names)
    return [scene.lookup.find(target, name) if name else None for name in names]


def insert_named(target: str) -> Callable[[list[Editable], list[Cells], Scene], None]:
    """Store records that later rows of the same import may name."""

    def store(records: list[Editable], told: list[Cells], scene: Scene) -> None:
        insert(records, told, scene)
        for record in records:
            scene.lookup.add(target, record, str(record))

    return store


def grouped(records: Iterable[Found], column: str) -> dict[str, list[Found]]:
    """Records by what one of their columns holds."""
    found: dict[str, list[Found]] = {}
    for record in records:
        found.setdefault(getattr(record, column), []).append(record)
    return found


def name_key(values: Values, scene: Scene) -> bytes:
    """Rows of one name are one record."""
    return match_key(str(values.get("name", ""))).encode()


def union(kept: list[Any], added: list[Any]) -> list[Any]:
    """What was there, then what is new: an import adds to lists and takes nothing away."""
    return [*kept, *(item for item in added if item not in kept)]
