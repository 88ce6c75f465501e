"""Writing tables for people and for re-import: CSV, XLSX and JSON streams; no cell is ever executed."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import Any

from carnet.interchange.values.texts import CUT, MOST_CELL, guard

Value = str | int | float | Decimal | date | datetime | bool | None
_CHUNK = 64 * 1024
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
"""What XML cannot hold or reads as something else; "_x000D_" is how a workbook writes a carriage return."""
CSV_TYPE = "text/csv; charset=utf-8"
JSON_TYPE = "application/json"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain_cell(value: Value) -> str:
    """A value as CSV carries it: ISO days and moments, a decimal point, texts made inert."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, (int, Decimal)):
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


def json_texts(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The text of a JSON list, a record a line."""
    before = "[\n"
    for record in records:
        yield before + json.dumps(record, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def xlsx_chunks(title: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The bytes of an XLSX file of one sheet, written row by row and kept on disc when it grows."""
    from openpyxl import Workbook  # half a second that only exports pay for

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.append([xlsx_cell(sheet, header) for header in headers])
    for row in rows:
        sheet.append([xlsx_cell(sheet, value) for value in row])
    yield from book_chunks(book)


def book_chunks(book: Any) -> Iterator[bytes]:
    """The bytes of a workbook, kept on disc when it is large."""
    with SpooledTemporaryFile(max_size=5 * 1024 * 1024) as file:
        book.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def xlsx_cell(sheet: Any, value: Value) -> Any:
    """A value as a workbook carries it: texts made inert."""
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        return value
    text = _held(guard(value))
    if not text.startswith("#"):
        return text
    from openpyxl.cell import WriteOnlyCell  # to which "#N/A" is an error unless it is told

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _held(text: str) -> str:
    """The text as a cell can hold it: one that is too long is cut, and ends by saying so."""
    escaped = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escaped if len(escaped) <= MOST_CELL else escaped[: MOST_CELL - len(CUT)] + CUT


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text
