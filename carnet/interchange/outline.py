"""A report as a workbook: real numbers with their formats, a frozen header, rows folded below their sums."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from carnet.interchange.out import Value, book_chunks, xlsx_cell

FORMATS = {"text": "General", "count": "#,##0", "money": "#,##0.00", "share": "0.0%", "day": "yyyy-mm-dd"}
"""Number formats by what a column holds; spreadsheets show them in the reader's own way."""
_WIDTHS = {"text": 24, "count": 12, "money": 16, "share": 12, "day": 12}
_OPEN_LEVELS = 1
"""Rows further down begin folded."""


class Outline(Protocol):
    """What a report tells of itself: columns as (header, kind of `FORMATS`), rows as (level, values)."""

    @property
    def title(self) -> str:
        """The name of the sheet."""

    @property
    def columns(self) -> Sequence[tuple[str, str]]:
        """Header and kind of each column."""

    @property
    def rows(self) -> Iterable[tuple[int, Sequence[Value]]]:
        """Sums at level 0, their parts below them at level 1, the parts of those at level 2."""


def outline_chunks(outline: Outline) -> Iterator[bytes]:
    """The bytes of the workbook, written row by row."""
    from openpyxl import Workbook  # half a second that only exports pay for

    book = Workbook(write_only=True)
    sheet = book.create_sheet(outline.title[:31])
    _lay_out(sheet, outline.columns)
    sheet.append([_bold(xlsx_cell(sheet, header), sheet) for header, _kind in outline.columns])
    formats = [FORMATS[kind] for _header, kind in outline.columns]
    for number, (level, values) in enumerate(outline.rows, start=2):
        _fold(sheet.row_dimensions[number], level)
        cells = (_cell(sheet, value, shown) for value, shown in zip(values, formats, strict=True))
        sheet.append([_bold(cell, sheet) if level == 0 else cell for cell in cells])
        del sheet.row_dimensions[number]
    yield from book_chunks(book)


def _lay_out(sheet: Any, columns: Sequence[tuple[str, str]]) -> None:
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    sheet.sheet_properties.outlinePr.summaryBelow = False
    for number, (_header, kind) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[kind]


def _fold(row: Any, level: int) -> None:
    if level:
        row.outlineLevel = level
    row.hidden = level > _OPEN_LEVELS


def _cell(sheet: Any, value: Value, shown: str) -> Any:
    if value is None or isinstance(value, str):
        return xlsx_cell(sheet, value)
    cell = _written(sheet, value)
    cell.number_format = shown
    return cell


def _bold(cell: Any, sheet: Any) -> Any:
    from openpyxl.styles import Font

    held = cell if hasattr(cell, "number_format") else _written(sheet, cell)
    held.font = Font(bold=True)
    return held


def _written(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    return WriteOnlyCell(sheet, value=value)
