"""Records as rows of a table: each value as a cell that people read and an import takes back as it was."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from carnet.identity.visibility import Viewer
from carnet.interchange.custom import own_fields
from carnet.interchange.kinds import AMOUNTS, DAYS
from carnet.interchange.out import Value
from carnet.interchange.records.custom import own_cells, own_columns
from carnet.interchange.records.kinds import RecordKind
from carnet.interchange.values.several import details_text, list_text

_AMOUNTS = AMOUNTS | {"list_amount", "value"}
_DAYS = DAYS - {"birthday"}


def table_rows(kind: RecordKind, records: Iterable[Any], viewer: Viewer) -> Iterator[list[Value]]:
    """The rows of records, a cell for each column of their kind, then one for each added field."""
    own = own_fields(kind.name).values()
    readers = [(name, _TYPED.get(name, _plain)) for name in kind.columns]
    for record in records:
        shown = kind.shown(record, viewer)
        for name, told in kind.told.items():
            shown[name] = shown[name] and told(record)
        cells = [read(shown[name]) for name, read in readers]
        yield [*cells, *own_cells(own, shown["custom"])] if own else cells


def headers_of(kind: RecordKind) -> list[str]:
    """What stands over these cells."""
    return [*kind.columns, *(header for header, _field in own_columns(kind.name))]


def _plain(value: Any) -> Value:
    """References are names, lists one text."""
    if isinstance(value, dict):
        return str(value["name"])
    if isinstance(value, list):
        return list_text(value)
    return value  # type: ignore[no-any-return]


def _amount(value: str | None) -> Value:
    return None if value is None else Decimal(value)


def _day(value: str | None) -> Value:
    return None if value is None else date.fromisoformat(value)


def _details(value: list[dict[str, str]]) -> Value:
    return details_text(value)


def _document(value: Any) -> Value:
    return json.dumps(value, ensure_ascii=False) if value else None


_TYPED: dict[str, Callable[[Any], Value]] = {
    **dict.fromkeys(_AMOUNTS, _amount),
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys(("emails", "phones", "urls"), _details),
    **dict.fromkeys(("addresses", "lines"), _document),
}
