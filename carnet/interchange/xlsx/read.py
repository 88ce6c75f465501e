"""A workbook as tables, one per visible sheet that holds any; formulas give the value saved with them."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits, check_columns, within
from carnet.interchange.tables import (
    Cell,
    Dialect,
    Row,
    Table,
    fitted,
    header_names,
    header_position,
    is_blank,
)
from carnet.interchange.xlsx.apart import told
from carnet.interchange.xlsx.bounds import check_workbook

Line = tuple[int, tuple[Cell, ...]]


class TooLong(int):
    """The length of a text that is too long to be a cell."""


_TYPED: dict[str, Callable[[Any], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "long": TooLong,
}


def xlsx_tables(path: Path, name: str, limits: Limits) -> tuple[Table, ...]:
    """Every sheet with a header; a workbook of one such sheet goes by the file's own name."""
    check_workbook(path, name, limits)
    tables = [
        _sheet_table(path, name, sheet, [_line(row) for row in first], limits)
        for sheet, first in told(path, name, "", limits)
    ]
    found = tuple(table for table in tables if table is not None)
    if not found:
        raise UnreadableFile(name, _("the workbook holds no table."))
    return found


def _sheet_table(path: Path, name: str, sheet: str, first: list[Line], limits: Limits) -> Table | None:
    full_name = f"{name}#{sheet}"
    if all(is_blank(cells) for _number, cells in first):
        return None
    line, cells = first[header_position([cells for _number, cells in first])]
    headers = _without_blank_end(header_names(cells))
    check_columns(len(headers), limits, full_name)

    def rows() -> Iterator[Row]:
        return within(_rows(path, full_name, sheet, line, headers, limits), limits, full_name)

    return Table(full_name, headers, line, Dialect(description="XLSX"), rows)


def _rows(
    path: Path, name: str, sheet: str, header_line: int, headers: tuple[str, ...], limits: Limits
) -> Iterator[Row]:
    for batch in told(path, name, sheet, limits):
        for number, cells in map(_line, batch):
            if number > header_line and not is_blank(cells):
                problem = _problem(cells)
                yield Row(number, (), problem) if problem else fitted(number, cells, headers)


def _line(row: list[Any]) -> Line:
    number, cells = row
    return number, tuple(_typed(*cell) if isinstance(cell, list) else cell for cell in cells)


def _typed(kind: str, value: Any) -> Cell:
    return _TYPED[kind](value)


def _problem(cells: tuple[Cell, ...]) -> Message:
    if any(isinstance(cell, TooLong) for cell in cells):
        return _("a cell is too long.")
    if any(isinstance(cell, str) and "\0" in cell for cell in cells):
        return _("the line holds a null character.")
    return ""


def _without_blank_end(headers: tuple[str, ...]) -> tuple[str, ...]:
    last = max((at for at, header in enumerate(headers, 1) if header), default=0)
    return headers[:last]
