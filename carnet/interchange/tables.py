"""What every format is read into: a table of numbered rows, read as a stream, as often as needed."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile, sentence

Cell = str | int | float | bool | date | datetime | time | timedelta
"""Text as it stands in the file; from a spreadsheet also typed values. A blank cell is ''."""
MOST_CHARACTERS = 4_000_000
"""Of one batch, of which several copies are made: ten thousand usual rows hold half as much."""


@dataclass(slots=True)
class Row:
    """One record: the line it starts on, and its cells, one per header; refused if it has a `problem`."""

    line: int
    cells: tuple[Cell, ...]
    problem: Message = ""


@dataclass(slots=True)
class Batch:
    """Rows that follow one another: their lines, their cells, and by position why some cannot be used."""

    lines: list[int] = field(default_factory=list)
    cells: list[tuple[Cell, ...]] = field(default_factory=list)
    problems: dict[int, Message] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """One row more."""
        if row.problem:
            self.problems[len(self.lines)] = row.problem
        self.lines.append(row.line)
        self.cells.append(row.cells)

    def rows(self, positions: Iterable[int] | None = None) -> Iterator[Row]:
        """The rows one by one: all, or those at these positions."""
        for at in range(len(self.lines)) if positions is None else positions:
            yield Row(self.lines[at], self.cells[at], self.problems.get(at, ""))

    def only(self, positions: Sequence[int]) -> "Batch":
        """The rows at these positions as a batch."""
        problems = {new: self.problems[at] for new, at in enumerate(positions) if at in self.problems}
        return Batch([self.lines[at] for at in positions], [self.cells[at] for at in positions], problems)

    def split(self, count: int) -> tuple["Batch", "Batch"]:
        """The first rows, so many, and those behind them."""
        if count >= len(self.lines):
            return self, Batch()
        every = range(len(self.lines))
        return self.only(every[:count]), self.only(every[count:])

    def extend(self, other: "Batch") -> None:
        """The rows of another batch behind these."""
        self.problems |= {len(self.lines) + at: problem for at, problem in other.problems.items()}
        self.lines += other.lines
        self.cells += other.cells


@dataclass(frozen=True, slots=True)
class ManyAtOnce:
    """A `Table.read` whose format gives many rows at once, in pieces of whatever size."""

    pieces: Callable[[], Iterator[Batch]]

    def __call__(self) -> Iterator[Row]:
        """The rows one by one."""
        return chain.from_iterable(piece.rows() for piece in self.pieces())


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the file was written; `description` is for the reader (encoding, delimiter)."""

    encoding: str = ""
    delimiter: str = ""
    description: str = ""

    @property
    def decimal_hint(self) -> str:
        """The decimal separator to assume where a column leaves it open."""
        return "." if self.delimiter in (",", "") else ","


@dataclass(frozen=True)
class Table:
    """A header and rows; `rows()` reads the file anew each time and holds a few rows at a time."""

    name: str
    headers: tuple[str, ...]
    header_line: int
    dialect: Dialect
    read: Callable[[], Iterator[Row]] = field(repr=False)
    warnings: tuple[Message, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows below the header, blank ones left out."""
        return self.read()

    def batches(self, size: Callable[[], int]) -> Iterator[Batch]:
        """The same rows, so many at once as `size` says each time; what was read before an error comes first.

        Fewer where their texts are very long. UnreadableFile where the file turns unreadable half-way.
        """
        # Asked of `read`, so that a table whose rows are replaced has no batches of the rows it had before.
        if isinstance(self.read, ManyAtOnce):
            return resized(self.read.pieces(), size)
        return batched(self.rows(), size)

    def sample(self, count: int = 50) -> list[Row]:
        """The first readable rows."""
        found: list[Row] = []
        for row in self.rows():
            if not row.problem:
                found.append(row)
            if len(found) == count:
                break
        return found


def batched(
    rows: Iterator[Row], size: Callable[[], int], batch_of: Callable[[], Batch] = Batch
) -> Iterator[Batch]:
    """Rows put together; see `Table.batches`."""
    while True:
        batch, room = batch_of(), MOST_CHARACTERS
        try:
            for row in islice(rows, size()):
                batch.add(row)
                room -= sum(len(cell) for cell in row.cells if isinstance(cell, str))
                if room <= 0:
                    break
        except UnreadableFile:
            if batch.lines:
                yield batch
            raise
        if not batch.lines:
            return
        yield batch


def resized(pieces: Iterable[Batch], size: Callable[[], int]) -> Iterator[Batch]:
    """Pieces of text put together; see `Table.batches`."""
    batch, wanted, room = Batch(), size(), MOST_CHARACTERS
    try:
        for piece in pieces:
            rest = piece
            while rest.lines:
                first, rest = rest.split(wanted - len(batch.lines))
                batch.extend(first)
                room -= sum(map(len, map(_joined, first.cells)))
                if len(batch.lines) == wanted or room <= 0:
                    yield batch
                    batch, wanted, room = Batch(), size(), MOST_CHARACTERS
    except UnreadableFile:
        if batch.lines:
            yield batch
        raise
    if batch.lines:
        yield batch


def _joined(cells: Iterable[Any]) -> str:
    return "".join(cells)


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in any cell."""
    return not any(map(_is_filled, cells))


def header_position(records: Sequence[Sequence[Cell]]) -> int:
    """Which of the first records is the header: words, as wide as most and half filled; titles are not."""
    widths = [_width(record) for record in records]
    usual = max(set(widths), key=lambda width: (width > 0, widths.count(width), width))
    needed = 1 if usual == 1 else max(2, (usual + 1) // 2)
    filled = [at for at, record in enumerate(records) if sum(map(_is_filled, record)) >= needed]
    wide = [at for at in filled if widths[at] >= usual and all(map(_is_word, records[at]))]
    return (wide or filled or [0])[0]


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()[:1].isdigit()


def _width(record: Sequence[Cell]) -> int:
    """How many cells there are up to the last one that is filled."""
    return max((at for at, cell in enumerate(record, 1) if _is_filled(cell)), default=0)


def fitted(line: int, cells: tuple[Cell, ...], headers: tuple[str, ...]) -> Row:
    """A row with exactly one cell per header, or with the reason why it has not."""
    expected, found = len(headers), len(cells)
    if found == expected:
        return Row(line, cells)
    named = max((at for at, header in enumerate(headers, 1) if header), default=0)
    if found > expected and is_blank(cells[expected:]):
        return Row(line, cells[:expected])
    if named <= found < expected:
        return Row(line, cells + ("",) * (expected - found))
    problem = sentence(_("{found} cells where the header has {expected}."), found=found, expected=expected)
    return Row(line, cells, problem)


def header_names(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The header's texts without the blanks around them."""
    return tuple(str(cell).strip().removeprefix("\ufeff") for cell in cells)
