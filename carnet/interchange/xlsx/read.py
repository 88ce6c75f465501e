"""A workbook as tables, one per visible sheet that holds any; formulas give the value saved with them."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.limits import Limits, within
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
from carnet.interchange.xlsx.bounds import check_workbook

HEADER_WITHIN = 20
LARGEST_EXACT = 2**53


def xlsx_tables(path: Path, name: str, limits: Limits) -> tuple[Table, ...]:
    """Every sheet with a header; a workbook of one such sheet goes by the file's own name."""
    check_workbook(path, name, limits)
    sheets = _sheet_names(path, name)
    tables = [_sheet_table(path, name, sheet, limits) for sheet in sheets]
    found = tuple(table for table in tables if table is not None)
    if not found:
        raise UnreadableFile(name, _("the workbook holds no table."))
    return found


def _sheet_names(path: Path, name: str) -> list[str]:
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            return [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
            ]
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name) from error


def _sheet_table(path: Path, name: str, sheet: str, limits: Limits) -> Table | None:
    full_name = f"{name}#{sheet}"
    first = list(islice(_lines(path, full_name, sheet), HEADER_WITHIN))
    if all(is_blank(cells) for _line, cells in first):
        return None
    line, cells = first[header_position([cells for _line, cells in first])]
    headers = _without_blank_end(header_names(cells))
    if len(headers) > limits.columns:
        raise UnreadableFile(
            full_name, sentence(_("the file has more than {limit} columns."), limit=limits.columns)
        )

    def rows() -> Iterator[Row]:
        return within(_rows(path, full_name, sheet, line, headers), limits, full_name)

    return Table(full_name, headers, line, Dialect(description="XLSX"), rows)


def _rows(path: Path, name: str, sheet: str, header_line: int, headers: tuple[str, ...]) -> Iterator[Row]:
    for line, cells in _lines(path, name, sheet):
        if line > header_line and not is_blank(cells):
            yield fitted(line, cells, headers)


def _lines(path: Path, name: str, sheet: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """The rows of a sheet under their spreadsheet numbers."""
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            for line, cells in enumerate(workbook.get_sheet_by_name(sheet).iter_rows(), start=1):
                yield line, tuple(_cell(cell) for cell in cells)
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(name) from error


def _cell(value: Any) -> Cell:
    """Whole numbers as integers: a spreadsheet has only floats, and 75001.0 is no postal code."""
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT:
        return int(value)
    return value  # type: ignore[no-any-return]


def _without_blank_end(headers: tuple[str, ...]) -> tuple[str, ...]:
    last = max((at for at, header in enumerate(headers, 1) if header), default=0)
    return headers[:last]


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(name, _("the workbook is damaged or protected by a password."))
