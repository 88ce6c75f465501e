"""A text file as a table."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.interchange.csv.records import records
from carnet.interchange.csv.sniff import SAMPLE_CHARACTERS, Delimiting, delimiting
from carnet.interchange.encoding import encoding_of, opened
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits, check_columns, within
from carnet.interchange.tables import Dialect, Row, Table, fitted, header_names, header_position, is_blank

Records = Callable[[], Generator[Row, None, None]]
HEADER_WITHIN = 20
_NAMES = {"\t": "TAB"}


def csv_table(path: Path, name: str, limits: Limits) -> Table:
    """The table a text file holds, under the name its reader knows it by."""
    encoding = encoding_of(path)
    with opened(path, encoding, newline="") as handle:
        found = delimiting(handle.read(SAMPLE_CHARACTERS))
    dialect = _dialect(encoding, found)

    def all_records() -> Generator[Row, None, None]:
        return _records(path, name, dialect, found, limits)

    header = _header(all_records, name, limits)
    headers = header_names(header.cells)

    def rows() -> Iterator[Row]:
        return within(_rows(all_records(), header.line, headers), limits, name)

    return Table(name, headers, header.line, dialect, rows)


def _dialect(encoding: str, found: Delimiting) -> Dialect:
    name = _NAMES.get(found.delimiter, found.delimiter)
    return Dialect(encoding, found.delimiter, f"{encoding}, {name}")


def _records(
    path: Path, name: str, dialect: Dialect, found: Delimiting, limits: Limits
) -> Generator[Row, None, None]:
    with opened(path, dialect.encoding, newline="") as handle:
        every = records(handle, delimiter=dialect.delimiter, path=name, limits=limits)
        yield from islice(every, 1 if found.stated else 0, None)


def _header(all_records: Records, name: str, limits: Limits) -> Row:
    with closing(all_records()) as first:
        candidates = [record for record in islice(first, HEADER_WITHIN) if not record.problem]
    if not candidates:
        raise UnreadableFile(name, _("the file holds no table."))
    header = candidates[header_position([record.cells for record in candidates])]
    check_columns(len(header.cells), limits, name)
    return header


def _rows(every: Iterator[Row], header_line: int, headers: tuple[str, ...]) -> Iterator[Row]:
    for row in every:
        if row.line <= header_line or (not row.problem and is_blank(row.cells)):
            continue
        if row.problem or len(row.cells) == len(headers):
            yield row
        else:
            yield fitted(row.line, row.cells, headers)
