"""Exports of a list: exactly the rows and columns shown, or every field with the names an import knows."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.interchange.out import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx_chunks
from carnet.web.lists.columns import Column, amount, flat

if TYPE_CHECKING:
    from carnet.web.listing import Reading

CHUNK = 500
MEMORY = 5 * 1024 * 1024


def exported(reading: "Reading", wanted: str, *, every_field: bool) -> FileResponse:
    """The file asked for; Invalid for a format we do not write."""
    if wanted not in {"csv", "xlsx"}:
        raise Invalid(_("Exports are CSV or XLSX."), field="format")
    every_field = every_field and reading.listing.fields is not None
    headers, rows = _every_field(reading) if every_field else _as_shown(reading)
    name = f"{reading.listing.key}-{reading.today.isoformat()}.{wanted}"
    file = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (the response closes it)
    if wanted == "csv":
        chunks: Iterable[bytes] = (part.encode() for part in csv_lines(headers, rows))
    else:
        chunks = xlsx_chunks(reading.listing.key, headers, rows)
    # Written now, not while it is sent: the language and a refusal belong to this request.
    file.writelines(chunks)
    file.seek(0)
    kind = CSV_TYPE if wanted == "csv" else XLSX_TYPE
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)


def _in_chunks(reading: "Reading") -> Iterator[Any]:
    ordered = reading.sorted_rows.order_by(*reading.order.by())
    found = ordered.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        reading.complete(chunk)
        yield from chunk


def _as_shown(reading: "Reading") -> tuple[list[str], Iterator[list[Any]]]:
    headers = [str(column.label) for column in reading.columns]
    rows = ([_value(column, row) for column in reading.columns] for row in _in_chunks(reading))
    return headers, rows


def _every_field(reading: "Reading") -> tuple[list[str], Iterator[list[Any]]]:
    fields = reading.listing.fields
    if fields is None:
        raise RuntimeError("asked only where the list has fields")
    blank = list(fields(reading.rows.model()))
    rows = ([_local(flat(value)) for value in fields(row).values()] for row in _in_chunks(reading))
    return blank, rows


def _value(column: Column, row: Any) -> Any:
    value = column.read(row)
    if column.is_money and isinstance(value, int):
        return amount(value)
    display = getattr(row, f"get_{column.value or column.key}_display", None)
    return _local(flat(display() if display else value))


def _local(value: Any) -> Any:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value).replace(microsecond=0)
    return value
