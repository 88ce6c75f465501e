"""Understanding files before anything is written: which tables, of which kind, read how, in which order."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from carnet.core.custom import key_of
from carnet.identity.queries import company_zone
from carnet.interchange.cards.table import CARDS, CardTable
from carnet.interchange.cells import Reading
from carnet.interchange.conventions import Conventions, conventions_of
from carnet.interchange.custom import Own, own_fields, own_headers
from carnet.interchange.dating import decided_orders, is_assumed
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.headers import Recognition, recognise
from carnet.interchange.kinds import IMPORT_ORDER, KINDS
from carnet.interchange.loading.scene import Loading
from carnet.interchange.mapping.choices import Choices, TableChoice
from carnet.interchange.mapping.remembered import remembered
from carnet.interchange.mapping.shaped import shaped
from carnet.interchange.report import FileReport
from carnet.interchange.tables import Table
from carnet.interchange.values.days import ORDER_NAMES, Order
from carnet.journal.models import Editable


@dataclass(frozen=True)
class Source:
    """A file to import: where it lies, what people call it, and whether it only lay in a named folder."""

    path: Path
    name: str
    in_folder: bool = False


@dataclass(frozen=True)
class Options:
    """What the person importing decided instead of leaving it to the content."""

    kind: str | None = None
    dates: Order | None = None
    source: str = "file"
    choices: Choices = field(default_factory=dict)
    """What was decided table by table; the others are recognised."""


@dataclass(frozen=True)
class PlannedTable:
    """A table whose kind and columns are known; a source that keeps links is told what each row became."""

    table: Table
    recognition: Recognition
    became: Callable[[int, Editable], None] | None = None
    loading: Loading | None = None
    """How its rows are loaded, where the source has a say in what may be overwritten."""
    choice: TableChoice | None = None
    """What was decided about it, where anything was."""


@dataclass(frozen=True)
class Plan:
    """What will be imported, in order; what is passed over; a fingerprint to know the same files again."""

    tables: tuple[PlannedTable, ...]
    skipped: tuple[FileReport, ...]
    fingerprint: str


def sources_of(paths: Iterable[Path]) -> list[Source]:
    """The files of paths; a folder stands for the files in it, hidden ones left out."""
    found = []
    for path in paths:
        if path.is_dir():
            files = sorted(
                item for item in path.iterdir() if item.is_file() and not item.name.startswith(".")
            )
            found += [Source(item, str(item), in_folder=True) for item in files]
        else:
            found.append(Source(path, str(path)))
    return found


def plan_of(sources: list[Source], options: Options) -> Plan:
    """The plan for these files; UnreadableFile when one that was named itself cannot be used."""
    planned: list[PlannedTable] = []
    skipped: list[FileReport] = []
    for source in sources:
        try:
            found = _tables(source, options)
        except UnreadableFile as error:
            if not source.in_folder:
                raise
            found, reason = [], str(error)
        else:
            reason = _("This file is of no known kind and was passed over.")
        if found:
            planned += found
        else:
            report = FileReport(source.name)
            report.warn(reason)
            skipped.append(report)
    planned.sort(key=lambda item: IMPORT_ORDER.index(item.recognition.kind))
    return Plan(tuple(planned), tuple(skipped), _fingerprint(sources, options))


def _tables(source: Source, options: Options) -> list[PlannedTable]:
    """The tables of a file that can be imported; missing columns and unknown kinds are told by name."""
    found, left_out = [], False
    for table in open_tables(source.path, name=source.name):
        choice = options.choices.get(table.name) or (None if options.kind else remembered(table.headers))
        left_out = left_out or (choice is not None and not choice.kind)
        planned = _planned(table, choice, options)
        if planned is None:
            continue
        if planned.recognition.missing:
            raise UnreadableFile(source.name, lacking(planned.recognition), table.header_line)
        found.append(planned)
    if not found and not source.in_folder and not left_out:
        raise UnreadableFile(
            source.name, _("its columns are of no known kind; say which with the kind option.")
        )
    return found


def _planned(table: Table, choice: TableChoice | None, options: Options) -> PlannedTable | None:
    """The table as it was decided, else as it is recognised; None when it is to be passed over."""
    if isinstance(table, CardTable):
        return PlannedTable(table, CARDS)
    if choice is None:
        recognition = recognise(table.headers, table.sample(), options.kind, own_headers())
        return PlannedTable(table, recognition) if recognition else None
    return PlannedTable(*shaped(table, choice), choice=choice) if choice.kind else None


def lacking(recognition: Recognition) -> str:
    """The sentence that names the columns a file of its kind cannot do without."""
    return _("a file of %(kind)s needs the column: %(columns)s.") % {
        "kind": recognition.kind,
        "columns": "; ".join(recognition.missing),
    }


def _fingerprint(sources: list[Source], options: Options) -> str:
    """The contents in order, with the options: an import killed and started again has the same."""
    digest = hashlib.sha256(repr((options.kind, options.dates, options.source)).encode())
    if options.choices:
        chosen = {name: choice.as_json() for name, choice in sorted(options.choices.items())}
        digest.update(json.dumps(chosen).encode())
    for source in sources:
        with source.path.open("rb") as handle:
            digest.update(hashlib.file_digest(handle, "sha256").digest())
    return digest.hexdigest()


def is_kind(name: str) -> bool:
    """Whether files of this kind can be imported."""
    return name in KINDS


@dataclass(frozen=True)
class Understood:
    """A table with its conventions settled, and what the reader is told about them."""

    conventions: Conventions
    orders: dict[int, Order]
    notes: tuple[str, ...]
    own: Own = field(default_factory=dict)
    """The fields the company added to its kind of record."""


def understand(planned: PlannedTable, options: Options) -> Understood:
    """Settle the decimal mark and the order of days of a table by all its values."""
    own = own_fields(planned.recognition.kind)
    conventions = conventions_of(planned.table, planned.recognition, own)
    wanted = options.dates or (planned.choice.dates if planned.choice else None)
    orders = decided_orders(planned.table, planned.recognition, conventions, wanted)
    notes = [planned.table.dialect.description]
    names = sorted({str(ORDER_NAMES[order]) for order in orders.values()})
    if orders and not wanted and is_assumed(planned.table, conventions):
        notes.append(
            _("Dates that can be read in several ways were read as: %(order)s.") % {"order": ", ".join(names)}
        )
    gone = [at for at, name in planned.recognition.mapping.items() if key_of(name) and name not in own]
    if unknown := (*planned.recognition.unknown, *(planned.table.headers[at] for at in gone)):
        columns = ", ".join(unknown)
        notes.append(_("Columns left out: %(columns)s.") % {"columns": columns})
    return Understood(conventions, orders, tuple(note for note in notes if note), own)


def reading_of(planned: PlannedTable, understood: Understood) -> Reading:
    """How the cells of a table are read, once its conventions are settled."""
    return Reading(
        planned.recognition,
        planned.table.headers,
        understood.conventions.decimal_marks,
        understood.orders,
        company_zone(),
        understood.own,
    )
