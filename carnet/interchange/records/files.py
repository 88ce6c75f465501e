"""Records as a file: CSV, XLSX, JSON or cards, written row by row however many there are."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.core.lean import once
from carnet.identity.visibility import Viewer
from carnet.interchange.cards.out import VCF_TYPE, VERSIONS, card_companies, vcf_chunks
from carnet.interchange.custom import own_fields
from carnet.interchange.out import CSV_TYPE, JSON_TYPE, XLSX_TYPE, csv_lines, json_texts, xlsx_chunks
from carnet.interchange.records.cells import headers_of, table_rows
from carnet.interchange.records.custom import with_known
from carnet.interchange.records.kinds import RecordKind
from carnet.interchange.records.shown import Shown

CHUNK = 500
TYPES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE, "json": JSON_TYPE, "vcf": VCF_TYPE}
"""Content types by format."""
_CARDS = frozenset({"contacts", "accounts"})


def file_chunks(
    kind: RecordKind,
    wanted: str,
    viewer: Viewer,
    records: Iterable[Any] | None = None,
    *,
    version: str = VERSIONS[0],
) -> Iterator[bytes]:
    """A file of a kind, in pieces: of these records, or of all that the viewer may open.

    `version` is that of cards, where the format is "vcf".
    """
    if wanted not in formats_of(kind):
        raise Invalid(_unknown(kind), field="format")
    rows = all_records(kind, viewer) if records is None else records
    if wanted == "vcf" and kind.name == "contacts" and records is None:
        rows = chain(rows, card_companies(viewer))
    if wanted != "vcf":
        return _WRITERS[wanted](kind, rows, viewer)
    found = next((one for one in VERSIONS if one == version), None)
    if found is None:
        raise Invalid(_("Cards are of version 3.0 or 4.0."), field="version")
    return vcf_chunks(rows, version=found)


def formats_of(kind: RecordKind) -> tuple[str, ...]:
    """The formats of a kind, the usual one first."""
    return tuple(name for name in TYPES if name != "vcf" or kind.name in _CARDS)


def _unknown(kind: RecordKind) -> str:
    return _("Exports of %(kind)s are: %(formats)s.") % {
        "kind": kind.name,
        "formats": ", ".join(formats_of(kind)),
    }


def all_records(kind: RecordKind, viewer: Viewer) -> Iterator[Any]:
    """All that the viewer may open, in the order they came in."""
    return once(kind.rows(viewer)).order_by("pk").iterator(chunk_size=CHUNK)


def _csv(kind: RecordKind, records: Iterable[Any], viewer: Viewer) -> Iterator[bytes]:
    return (part.encode() for part in csv_lines(headers_of(kind), table_rows(kind, records, viewer)))


def _xlsx(kind: RecordKind, records: Iterable[Any], viewer: Viewer) -> Iterator[bytes]:
    return xlsx_chunks(kind.name, headers_of(kind), table_rows(kind, records, viewer))


def _json(kind: RecordKind, records: Iterable[Any], viewer: Viewer) -> Iterator[bytes]:
    return (part.encode() for part in json_texts(_objects(kind, records, viewer)))


def _objects(kind: RecordKind, records: Iterable[Any], viewer: Viewer) -> Iterator[Shown]:
    fields = own_fields(kind.name).values()
    return (with_known(kind.shown(record, viewer), fields) for record in records)


_WRITERS: dict[str, Callable[[RecordKind, Iterable[Any], Viewer], Iterator[bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
}
