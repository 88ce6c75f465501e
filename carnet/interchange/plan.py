"""Understanding files before anything is written: which tables, of which kind, read how, in which order."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from carnet.interchange.conventions import Conventions, conventions_of
from carnet.interchange.dating import decided_orders, is_assumed
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.files import open_tables
from carnet.interchange.headers import Recognition, recognise
from carnet.interchange.kinds import IMPORT_ORDER, KINDS
from carnet.interchange.report import FileReport
from carnet.interchange.tables import Table
from carnet.interchange.values.days import ORDER_NAMES, Order


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


@dataclass(frozen=True)
class PlannedTable:
    """A table whose kind and columns are known."""

    table: Table
    recognition: Recognition


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
    found = []
    for table in open_tables(source.path, name=source.name):
        recognition = recognise(table.headers, table.sample(), options.kind)
        if recognition is None:
            continue
        if recognition.missing:
            raise UnreadableFile(source.name, _lacking(recognition), table.header_line)
        found.append(PlannedTable(table, recognition))
    if not found and not source.in_folder:
        raise UnreadableFile(
            source.name, _("its columns are of no known kind; say which with the kind option.")
        )
    return found


def _lacking(recognition: Recognition) -> str:
    return _("a file of %(kind)s needs the column: %(columns)s.") % {
        "kind": recognition.kind,
        "columns": "; ".join(recognition.missing),
    }


def _fingerprint(sources: list[Source], options: Options) -> str:
    """The contents in order, with the options: an import killed and started again has the same."""
    digest = hashlib.sha256(repr((options.kind, options.dates, options.source)).encode())
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


def understand(planned: PlannedTable, options: Options) -> Understood:
    """Settle the decimal mark and the order of days of a table by all its values."""
    conventions = conventions_of(planned.table, planned.recognition)
    orders = decided_orders(planned.table, planned.recognition, conventions, options.dates)
    notes = [planned.table.dialect.description]
    names = sorted({str(ORDER_NAMES[order]) for order in orders.values()})
    if orders and not options.dates and is_assumed(planned.table, conventions):
        notes.append(
            _("Dates that can be read in several ways were read as: %(order)s.") % {"order": ", ".join(names)}
        )
    if planned.recognition.unknown:
        columns = ", ".join(planned.recognition.unknown)
        notes.append(_("Columns left out: %(columns)s.") % {"columns": columns})
    return Understood(conventions, orders, tuple(note for note in notes if note))
