"""Exports of a list: exactly the rows and columns shown, or whole records as an import knows them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.core.lean import once
from carnet.interchange.cards.out import VERSIONS
from carnet.interchange.out import CSV_TYPE, XLSX_TYPE, csv_lines, xlsx_chunks
from carnet.interchange.records.files import CHUNK, TYPES, file_chunks, formats_of
from carnet.interchange.records.kinds import RECORD_KINDS, RecordKind
from carnet.web.lists.columns import Column, amount, flat

if TYPE_CHECKING:
    from carnet.web.listing import Reading

MEMORY = 5 * 1024 * 1024
SHOWN_TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
Group = dict[str, Any]


def exports_of(reading: "Reading") -> list[Group]:
    """What the export menu offers, in its two groups."""
    shown = [(wanted.upper(), reading.address(format=wanted)) for wanted in SHOWN_TYPES]
    groups: list[Group] = [{"title": _("As shown"), "links": shown}]
    kind = RECORD_KINDS.get(reading.listing.key)
    if kind is not None:
        groups.append({"title": _("All fields, to import again"), "links": _whole_links(reading, kind)})
    return groups


def _whole_links(reading: "Reading", kind: RecordKind) -> list[tuple[str, str]]:
    tables = [wanted for wanted in formats_of(kind) if wanted != "vcf"]
    links = [(wanted.upper(), reading.address(format=wanted, fields="all")) for wanted in tables]
    if "vcf" in formats_of(kind):
        links += [(f"vCard {one}", reading.address(format="vcf", version=one)) for one in VERSIONS]
    return links


def exported(reading: "Reading", wanted: str, *, every_field: bool) -> FileResponse:
    """The file asked for; Invalid for a format we do not write."""
    kind = RECORD_KINDS.get(reading.listing.key) if every_field or wanted not in SHOWN_TYPES else None
    chunks = _as_shown(reading, wanted) if kind is None else _whole(reading, kind, wanted)
    file = SpooledTemporaryFile(max_size=MEMORY)  # noqa: SIM115 (the response closes it)
    # Written now, not while it is sent: the language and a refusal belong to this request.
    file.writelines(chunks)
    file.seek(0)
    name = f"{reading.listing.key}-{reading.today.isoformat()}.{wanted}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[wanted])


def _whole(reading: "Reading", kind: RecordKind, wanted: str) -> Iterator[bytes]:
    """Each record as its kind gives it out, in the order of the list."""
    ids = reading.sorted_rows.order_by(*reading.order.by()).values_list("pk", flat=True)
    rows = _in_order(ids.iterator(chunk_size=CHUNK), kind, reading)
    version = reading.params.get("version", VERSIONS[0])
    return file_chunks(kind, wanted, reading.viewer, rows, version=version)


def _in_order(ids: Iterator[int], kind: RecordKind, reading: "Reading") -> Iterator[Any]:
    while chunk := list(islice(ids, CHUNK)):
        found = once(kind.rows(reading.viewer)).in_bulk(chunk)
        yield from (found[pk] for pk in chunk if pk in found)


def _as_shown(reading: "Reading", wanted: str) -> Iterable[bytes]:
    if wanted not in SHOWN_TYPES:
        raise Invalid(_("Exports are CSV or XLSX."), field="format")
    headers = [str(column.label) for column in reading.columns]
    rows = ([_value(column, row) for column in reading.columns] for row in _in_chunks(reading))
    if wanted == "csv":
        return (part.encode() for part in csv_lines(headers, rows))
    return xlsx_chunks(reading.listing.key, headers, rows)


def _in_chunks(reading: "Reading") -> Iterator[Any]:
    found = reading.sorted_rows.order_by(*reading.order.by()).iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        reading.complete(chunk)
        yield from chunk


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
