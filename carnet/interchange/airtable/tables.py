"""Which tables of a base are read, as what: as chosen on the page, else the CRM sales set's by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from carnet.core.text import match_key
from carnet.interchange.airtable.client import Client
from carnet.interchange.airtable.errors import UNANSWERED, AirtableRefused
from carnet.interchange.airtable.models import AirtableTable

STANDARD = {
    "accounts": "accounts",
    "products": "products",
    "sales_teams": "agents",
    "sales_pipeline": "deals",
}
"""Name of a table -> kind of its records, in the order they are fetched."""
LINK, COMPUTED = (
    "multipleRecordLinks",
    frozenset(
        {
            "autoNumber",
            "button",
            "count",
            "createdBy",
            "createdTime",
            "externalSyncSource",
            "formula",
            "lastModifiedBy",
            "lastModifiedTime",
            "lookup",
            "multipleLookupValues",
            "rollup",
            "aiText",
        }
    ),
)
Json = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A field of a table as the metadata tells it."""

    name: str
    type: str
    links_to: str = ""

    @property
    def is_computed(self) -> bool:
        """Whether Airtable works its values out, so that nobody can write them."""
        return self.type in COMPUTED


@dataclass(frozen=True)
class BaseTable:
    """A table of the base; without metadata its columns are those its records turn out to have."""

    name: str
    columns: tuple[Column, ...] = ()
    primary: str = ""
    id: str = ""

    def column(self, name: str) -> Column | None:
        """The column of this name, if the metadata told of it."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True)
class Reading:
    """A table to fetch: as records of a kind, or of none, when only links to it need its names."""

    table: BaseTable
    kind: str
    fields: Mapping[str, str] = field(default_factory=dict)
    """Column -> field, as chosen on the page; empty to recognise them."""


def schema_of(client: Client) -> list[BaseTable] | None:
    """The tables of the base; None where the token may not see its structure."""
    try:
        told = client.schema()
    except AirtableRefused as refusal:
        missing = refusal.answered in (403, 404, 422) and not refusal.is_quota
        if missing or refusal.kind == UNANSWERED:
            return None
        raise
    return [_table(item) for item in told if isinstance(item.get("name"), str)] or None


def _table(told: Json) -> BaseTable:
    names = {item.get("id"): item.get("name") for item in told.get("fields") or [] if isinstance(item, dict)}
    columns = tuple(_column(item) for item in told.get("fields") or [] if isinstance(item, dict))
    return BaseTable(
        told["name"], columns, str(names.get(told.get("primaryFieldId")) or ""), str(told.get("id") or "")
    )


def _column(told: Json) -> Column:
    options = told.get("options") if isinstance(told.get("options"), dict) else {}
    linked = str((options or {}).get("linkedTableId") or "")
    return Column(str(told.get("name") or ""), str(told.get("type") or ""), linked)


def readings(schema: list[BaseTable] | None, chosen: list[AirtableTable]) -> list[Reading]:
    """What to fetch, in order."""
    known = {table.name: table for table in schema or []}
    if chosen:
        return [
            Reading(known.get(one.name) or BaseTable(one.name), one.kind, one.columns)
            for one in chosen
            if one.kind and (schema is None or one.name in known)
        ]
    if schema is None:
        return [Reading(BaseTable(name), kind) for name, kind in STANDARD.items()]
    by_key = {match_key(table.name): table for table in schema}
    found = {name: by_key.get(match_key(name)) for name in STANDARD}
    return [Reading(table, STANDARD[name]) for name, table in found.items() if table]


def passed_over(schema: list[BaseTable] | None, read: list[Reading]) -> list[str]:
    """Names of the tables of the base that are not read."""
    names = {reading.table.name for reading in read}
    return [table.name for table in schema or [] if table.name not in names]
