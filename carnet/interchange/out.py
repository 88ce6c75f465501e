"""Writing tables for people and for re-import: CSV and XLSX streams whose cells no spreadsheet executes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any

from carnet.interchange.values.texts import guard

Value = str | int | float | Decimal | date | datetime | bool | None
_MOST_CELL = 32_767
_CHUNK = 64 * 1024
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain_cell(value: Value) -> str:
    """A value as CSV carries it: ISO days and moments, a decimal point, texts made inert."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return guard(value)


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The lines of a CSV file, with a byte-order mark so that spreadsheets read it as UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([guard(header) for header in headers])
    for row in rows:
        writer.writerow([plain_cell(value) for value in row])
        if buffer.tell() > _CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def xlsx_chunks(title: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The bytes of an XLSX file of one sheet, written row by row and kept on disc when it grows."""
    from openpyxl import Workbook  # half a second that only exports pay for

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append([guard(header) for header in headers])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    with SpooledTemporaryFile(max_size=5 * 1024 * 1024) as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _xlsx_cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=_printable(guard(value))[:_MOST_CELL])
    cell.data_type = "s"
    return cell


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
