"""Many rows of a table as columns of values."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

from carnet.interchange.cells import Column, Reading
from carnet.interchange.kinds import MANY
from carnet.interchange.tables import Batch, Cell


@dataclass
class Sheet:
    """Rows by column: the place of each in its batch, and of each field the values, None for none."""

    places: list[int]
    columns: dict[str, list[Any]]

    def keep(self, wanted: Iterable[bool]) -> None:
        """Leave out the rows for which it says no."""
        chosen = list(wanted)
        if not all(chosen):
            kept = self.only(chosen)
            self.places, self.columns = kept.places, kept.columns

    def only(self, wanted: Sequence[bool]) -> "Sheet":
        """The rows for which it says yes."""
        columns = {name: list(compress(column, wanted)) for name, column in self.columns.items()}
        return Sheet(list(compress(self.places, wanted)), columns)

    def of(self, name: str) -> list[Any]:
        """The values of a field, whether the table has it or not."""
        return self.columns.get(name) or [None] * len(self.places)


UNREAD = object()
"""Stands for a cell that cannot be read."""


def sheet_of(batch: Batch, reading: Reading) -> Sheet:
    """The rows of a batch by column, but for those with a cell that cannot be read."""
    places = [at for at in range(len(batch.lines)) if at not in batch.problems]
    cells = list(zip(*(batch.cells[at] for at in places), strict=True))
    sheet, readable = Sheet(places, {}), [True] * len(places)
    for at, name, _known, column in reading.columns if places else ():
        values = _values(cells[at], column)
        if UNREAD in values:
            readable = [fine and value is not UNREAD for fine, value in zip(readable, values, strict=True)]
            values = [None if value is UNREAD else value for value in values]
        if name in sheet.columns:
            values = _joined(sheet.columns[name], values, together=name in MANY)
        sheet.columns[name] = values
    sheet.keep(readable)
    return sheet


def _values(cells: Sequence[Cell], column: Column) -> list[Any]:
    """The value of each cell; of texts that come again and again it is found once."""
    read = _reader(column)
    if set(map(type, cells)) == {str}:
        known = column.known
        meant = {cell: known[cell] if cell in known else read(cell) for cell in set(cells)}
        return [meant[cell] for cell in cells]
    return [read(cell) for cell in cells]


def _reader(column: Column) -> Callable[[Cell], Any]:
    def read(cell: Cell) -> Any:
        try:
            return column.value(cell)
        except ValueError:
            return UNREAD

    return read


def _joined(first: list[Any], second: list[Any], *, together: bool) -> list[Any]:
    """Two columns that fill one field: lists go together, of others the last that says something counts."""
    pairs = zip(first, second, strict=True)
    if together:
        return [(one or []) + (other or []) or None for one, other in pairs]
    return [one if other is None else other for one, other in pairs]
