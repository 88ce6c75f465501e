"""The refused rows of an import, kept as they stand in their files, to be corrected and imported again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

from carnet.core.text import writable
from carnet.interchange.cards import refused as cards
from carnet.interchange.cards.table import CardTable
from carnet.interchange.cells import Reading
from carnet.interchange.kinds import AMOUNTS, DAYS, MOMENTS, NUMBERS, REASONS
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.models import Import, Refused
from carnet.interchange.plan import Options, PlannedTable, reading_of, understand
from carnet.interchange.report import MOST_KEPT, FileReport
from carnet.interchange.tables import Cell, Row
from carnet.interchange.values.days import parse_moment
from carnet.interchange.values.numbers import POINT, parse_number
from carnet.interchange.values.texts import text_of

CHUNK = 1_000
LONGEST = 2_000

Kept = tuple[int, str, str, list[str]]
"""Line, column, reason, cells."""


def keep_refused(*, run_id: int, planned: PlannedTable, options: Options, report: FileReport) -> None:
    """Keep the refused rows of a table that was loaded: it is read once more, for its cells."""
    if not report.refused:
        return
    if isinstance(planned.table, CardTable):
        _keep(run_id, planned, cards.KIND, cards.HEADERS, cards.refused_cards(planned.table, report.refused))
        return
    reading = reading_of(planned, understand(planned, options))
    # Two fields told apart from one cell stand behind the columns of the file.
    width = len(planned.choice.columns) if planned.choice else len(planned.table.headers)
    rows = _kept(planned.table.rows(), reading, report, width)
    _keep(run_id, planned, planned.recognition.kind, _targets(planned, width), rows)


def _keep(
    run_id: int, planned: PlannedTable, kind: str, headers: list[list[str]], rows: Iterator[Kept]
) -> None:
    first = islice(rows, MOST_KEPT)
    name = planned.table.name[:300]
    while chunk := list(islice(first, CHUNK)):
        Refused.objects.create(run_id=run_id, table=name, kind=kind, headers=headers, rows=chunk)


def forget_refused(*, run_id: int) -> None:
    """An import that goes on reads its files from their beginning."""
    Refused.objects.filter(run_id=run_id).delete()


def _kept(rows: Iterable[Row], reading: Reading, report: FileReport, width: int) -> Iterator[Kept]:
    for row in rows:
        reason = report.refused.get(row.line)
        if reason is not None:
            cells = _cells(row, reading)[: None if row.problem else width]
            yield (row.line, *reason, [writable(cell) for cell in cells])


def _cells(row: Row, reading: Reading) -> list[str]:
    """Days and numbers in the one form that fewer rows cannot be read otherwise; the rest as it stands."""
    if row.problem:
        return [text_of(cell)[:LONGEST] for cell in row.cells]
    fields = reading.recognition.mapping
    return [_plain(cell, fields.get(at, ""), at, reading)[:LONGEST] for at, cell in enumerate(row.cells)]


def _plain(cell: Cell, field: str, at: int, reading: Reading) -> str:
    text = text_of(cell)
    try:
        value = _value(cell, field, at, reading)
    except ValueError:
        return text
    if value is None:
        return text
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def _value(cell: Cell, field: str, at: int, reading: Reading) -> date | datetime | Decimal | None:
    if field in DAYS | MOMENTS:
        return parse_moment(cell, reading.orders.get(at, "dmy"))
    if field in AMOUNTS | NUMBERS and not text_of(cell).endswith("%"):
        return parse_number(cell, reading.marks.get(at, POINT))
    return None


def _targets(planned: PlannedTable, width: int) -> list[list[str]]:
    """The headers with what their columns were read as."""
    headers = planned.table.headers[:width]
    if planned.choice:
        return [list(pair) for pair in zip(headers, planned.choice.columns, strict=True)]
    mapping = planned.recognition.mapping
    return [[header, mapping.get(at, "")] for at, header in enumerate(headers)]


@dataclass(frozen=True)
class RefusedTable:
    """A table of an import of which rows were refused: its name, its columns, how it was read."""

    name: str
    headers: tuple[str, ...]
    choice: TableChoice

    @property
    def is_cards(self) -> bool:
        """Whether it is a file of cards, which has no columns."""
        return self.choice.kind == cards.KIND

    @property
    def kept(self) -> list[int]:
        """The columns that are its own: a reason given before is not."""
        return [at for at, header in enumerate(self.headers) if header not in REASONS]


def refused_tables(run: Import) -> list[RefusedTable]:
    """The tables of an import with refused rows."""
    found: dict[str, RefusedTable] = {}
    for kept in Refused.objects.filter(run=run).order_by("pk").defer("rows"):
        if kept.table not in found:
            headers, targets = zip(*kept.headers, strict=True) if kept.headers else ((), ())
            choice = TableChoice(kept.kind, targets)
            found[kept.table] = RefusedTable(kept.table, headers, choice)
    return list(found.values())


def refused_rows(run: Import, table: str) -> Iterator[Kept]:
    """The refused rows kept of one table, in the order of their lines."""
    for kept in Refused.objects.filter(run=run, table=table).order_by("pk").iterator(chunk_size=10):
        yield from (tuple(row) for row in kept.rows)


def with_reasons(
    run: Import, table: RefusedTable, *, language: str = "fr"
) -> tuple[list[str], Iterator[list[str]]]:
    """The file of refused rows: the columns as they were, then why; read again, the reason is passed over."""
    reason = REASONS[0] if language.startswith("fr") else REASONS[1]
    kept = table.kept
    rows = ([*_fitted(cells, kept), told] for _line, _column, told, cells in refused_rows(run, table.name))
    return [*(table.headers[at] for at in kept), reason], rows


def _fitted(cells: list[str], kept: list[int]) -> list[str]:
    """A row that is too short or too long comes back as long as its header: it is the header that counts."""
    return [cells[at] if at < len(cells) else "" for at in kept]
