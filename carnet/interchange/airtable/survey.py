"""What the records of a table show of its columns: which there are, and what their cells hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from carnet.interchange.airtable.spool import Spool
from carnet.interchange.airtable.tables import LINK, Reading
from carnet.interchange.airtable.values import is_record_id, links_of
from carnet.interchange.limits import DEFAULT_LIMITS
from carnet.interchange.sets import CRM_SALES, KNOWN_FILES


@dataclass(frozen=True)
class Survey:
    """The columns of a table in order, and those whose cells are lists, texts, numbers, flags."""

    headers: tuple[str, ...]
    forms: Mapping[str, str] = field(default_factory=dict)
    """Column -> the JSON type of its filled cells: what may be written there."""


def survey(spool: Spool, reading: Reading) -> Survey:
    """Look through all records: an empty cell is absent, so no single one shows every column."""
    forms = {column.name: "links" if column.type == LINK else "" for column in reading.table.columns}
    for _place, _record_id, fields in spool.records(reading.table.name):
        for name, value in fields.items():
            if forms.get(name, "") in ("", "list") and len(forms) < DEFAULT_LIMITS.columns:
                forms[name] = _form(value, spool)
    return Survey(tuple(_with_standard(reading, list(forms))), forms)


def _form(value: Any, spool: Spool) -> str:
    """The JSON type of a cell; a list whose texts are records we read, or could be nothing else, is links."""
    if isinstance(value, bool):
        return "flag"
    if isinstance(value, (int, float)):
        return "number"
    if isinstance(value, list):
        ids = links_of(value)
        return "links" if any(is_record_id(one) or spool.found(one) for one in ids) else "list"
    return "text" if isinstance(value, str) else "other"


def _with_standard(reading: Reading, headers: list[str]) -> Iterator[str]:
    """The columns of the CRM sales set that no record fills are there all the same."""
    yield from headers
    if not reading.fields:
        yield from (name for name in _standard(reading.kind, headers) if name not in headers)


def _standard(kind: str, headers: list[str]) -> list[str]:
    for known in KNOWN_FILES:
        if known.set_name == CRM_SALES and known.kind == kind:
            columns = list(known.fields)
            named = next(name for name, field in known.fields.items() if field in ("name", "reference"))
            return columns if not headers or named in headers else []
    return []
