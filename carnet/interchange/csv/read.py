"""A text file as a table."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.interchange.csv.records import records
from carnet.interchange.csv.sniff import SAMPLE_CHARACTERS, Delimiting, delimiting
from carnet.interchange.encoding import encoding_of, opened
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits, check_columns, in_time, too_many_rows
from carnet.interchange.tables import (
    Batch,
    Dialect,
    ManyAtOnce,
    Row,
    Table,
    fitted,
    header_names,
    header_position,
    is_blank,
)

Records = Callable[[], Generator[Batch, None, None]]
HEADER_WITHIN = 20
_NAMES = {"\t": "TAB"}


def csv_table(path: Path, name: str, limits: Limits) -> Table:
    """The table a text file holds, under the name its reader knows it by."""
    encoding = encoding_of(path)
    with opened(path, encoding, newline="") as handle:
        found = delimiting(handle.read(SAMPLE_CHARACTERS))
    dialect = _dialect(encoding, found)

    def all_records() -> Generator[Batch, None, None]:
        return _records(path, name, dialect, found, limits)

    header = _header(all_records, name, limits)
    headers = header_names(header.cells)

    def pieces() -> Iterator[Batch]:
        found = (_fitted(_filled(_below(header.line, piece)), headers) for piece in all_records())
        return _counted(in_time(found, limits, name), limits, name)

    return Table(name, headers, header.line, dialect, ManyAtOnce(pieces))


def _dialect(encoding: str, found: Delimiting) -> Dialect:
    name = _NAMES.get(found.delimiter, found.delimiter)
    return Dialect(encoding, found.delimiter, f"{encoding}, {name}")


def _records(
    path: Path, name: str, dialect: Dialect, found: Delimiting, limits: Limits
) -> Generator[Batch, None, None]:
    with opened(path, dialect.encoding, newline="") as handle:
        every = records(handle, delimiter=dialect.delimiter, path=name, limits=limits)
        if found.stated:
            yield next(every, Batch()).split(1)[1]
        yield from every


def _header(all_records: Records, name: str, limits: Limits) -> Row:
    with closing(all_records()) as first:
        every = chain.from_iterable(piece.rows() for piece in first)
        candidates = [record for record in islice(every, HEADER_WITHIN) if not record.problem]
    if not candidates:
        raise UnreadableFile(name, _("the file holds no table."))
    header = candidates[header_position([record.cells for record in candidates])]
    check_columns(len(header.cells), limits, name)
    return header


def _below(header_line: int, piece: Batch) -> Batch:
    if not piece.lines or piece.lines[0] > header_line:
        return piece
    return piece.only([at for at, line in enumerate(piece.lines) if line > header_line])


def _filled(piece: Batch) -> Batch:
    """The piece without its blank rows."""
    # Where something stands in each first cell, as nearly always, no other cell need be looked at.
    if not piece.problems and all(map(str.strip, map(itemgetter(0), piece.cells))):
        return piece
    return piece.only(
        [at for at, cells in enumerate(piece.cells) if at in piece.problems or not is_blank(cells)]
    )


def _fitted(piece: Batch, headers: tuple[str, ...]) -> Batch:
    """The piece with exactly one cell per header in each row that can be used."""
    if set(map(len, piece.cells)) <= {len(headers)}:
        return piece
    found = Batch()
    for row in piece.rows():
        found.add(row if row.problem else fitted(row.line, row.cells, headers))
    return found


def _counted(pieces: Iterator[Batch], limits: Limits, name: str) -> Iterator[Batch]:
    """The same pieces, stopped by a sentence once they hold too many rows."""
    left = limits.rows
    for piece in pieces:
        if len(piece.lines) > left:
            yield piece.split(left)[0]
            raise too_many_rows(limits, name)
        left -= len(piece.lines)
        yield piece
