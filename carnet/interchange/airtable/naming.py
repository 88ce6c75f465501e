"""From the id of a linked record to the name it is known by in Carnet."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from carnet.interchange.airtable.spool import Spool
from carnet.interchange.airtable.values import parts_of
from carnet.interchange.headers import Recognition
from carnet.interchange.values.texts import text_of

NAMED_BY = {
    "products": (("reference",), ("name",)),
    "stores": (("reference",), ("name",)),
    "deals": (("reference",), ("name",)),
    "contacts": (("full_name",), ("first_name", "last_name")),
}
"""The fields a record of a kind is referred to by, the better ones first; the others by their name."""
KINDS_OF = {
    "account": "accounts",
    "parent": "accounts",
    "product": "products",
    "store": "stores",
    "agent": "agents",
    "owner": "agents",
    "contact": "contacts",
    "deal": "deals",
}
"""Field of a row -> kind of the records it links to."""
_KEPT = 100_000
Columns = tuple[tuple[str, ...], ...]


@dataclass
class Names:
    """The names of linked records; those asked for last are kept in memory."""

    spool: Spool
    columns: dict[str, Columns] = field(default_factory=dict)
    """Table -> its columns that make up a name."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Table -> kind of its records."""
    called: Callable[[str], str] = lambda _record_id: ""
    """The name in Carnet of a record known from earlier syncs."""
    ours: dict[str, str] = field(default_factory=dict)
    """Records that are called otherwise in Carnet since this sync: id -> that name."""
    gone: set[str] = field(default_factory=set)
    """Records deleted in Carnet: nothing links to them any more."""
    _known: dict[str, dict[str, str]] = field(default_factory=dict)

    def learn(self, table: str, kind: str, headers: tuple[str, ...], recognition: Recognition) -> None:
        """How the records of a table are called."""
        ways = (tuple(self._headers(name, headers, recognition) for name in way) for way in _ways(kind))
        self.columns[table] = tuple(tuple(filter(None, way)) for way in ways)
        self.kinds[table] = kind

    def of(self, record_id: str, field_name: str) -> str:
        """The name of a record, or '' for one that was not read; told by the field where ids repeat."""
        if record_id in self.ours:
            return self.ours[record_id]
        if record_id not in self._known and len(self._known) >= _KEPT:
            self._known.clear()
        names = self._known.setdefault(record_id, {})
        if field_name not in names:
            names[field_name] = self._look_up(record_id, field_name)
        return names[field_name]

    def is_called(self, record_id: str, name: str) -> None:
        """A record went in under this name: rows that link to it find it by no other."""
        if any(known != name for known in self._known.get(record_id, {}).values()):
            self.ours[record_id] = name

    def _look_up(self, record_id: str, field_name: str) -> str:
        if record_id in self.gone:
            return ""
        if known := self.called(record_id):
            return known
        found = self.spool.found(record_id)
        wanted = KINDS_OF.get(field_name, "")
        fitting = [table for table in found if self.kinds.get(table) == wanted] or list(found)
        return self._name(fitting[0], found[fitting[0]]) if fitting else ""

    def _name(self, table: str, fields: Mapping[str, Any]) -> str:
        names = (_joined(way, fields) for way in self.columns.get(table, ()))
        return next(filter(None, names), "")

    def _headers(self, name: str, headers: tuple[str, ...], recognition: Recognition) -> str:
        columns = recognition.columns_of(name)
        return headers[columns[0]] if columns else ""


def _ways(kind: str) -> Iterable[tuple[str, ...]]:
    return NAMED_BY.get(kind, (("name",),))


def _joined(columns: Iterable[str], fields: Mapping[str, Any]) -> str:
    texts = (text_of(part) for column in columns for part in parts_of(fields.get(column))[:1])
    return " ".join(text for text in texts if text)
