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


Place = tuple[str, str]
"""A table and the id of a record in it."""


@dataclass
class Names:
    """The names of linked records; those asked for last are kept in memory."""

    spool: Spool
    columns: dict[str, Columns] = field(default_factory=dict)
    """Table -> its columns that make up a name."""
    kinds: dict[str, str] = field(default_factory=dict)
    """Table -> kind of its records."""
    called: Callable[[Place], str] = lambda _place: ""
    """The name in Carnet of a record known from earlier syncs."""
    ours: dict[Place, str] = field(default_factory=dict)
    """Records that are called otherwise in Carnet since this sync."""
    gone: set[Place] = field(default_factory=set)
    """Records deleted in Carnet: nothing links to them any more."""
    _known: dict[Place, str] = field(default_factory=dict)

    def learn(self, table: str, kind: str, headers: tuple[str, ...], recognition: Recognition) -> None:
        """How the records of a table are called."""
        ways = (tuple(self._headers(name, headers, recognition) for name in way) for way in _ways(kind))
        self.columns[table] = tuple(tuple(filter(None, way)) for way in ways)
        self.kinds[table] = kind

    def of(self, record_id: str, field_name: str) -> str:
        """The name of a record, or '' for one that was not read; told by the field where ids repeat."""
        found = self.spool.found(record_id)
        wanted = KINDS_OF.get(field_name, "")
        fitting = [table for table in found if self.kinds.get(table) == wanted] or list(found)
        if not fitting:
            return ""
        place = (fitting[0], record_id)
        if place not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[place] = self.called(place) or self._name(fitting[0], found[fitting[0]])
        return "" if place in self.gone else self.ours.get(place, self._known[place])

    def is_called(self, place: Place, name: str) -> None:
        """A record went in under this name: rows that link to it find it by no other."""
        if self._known.get(place, name) != name:
            self.ours[place] = name

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
