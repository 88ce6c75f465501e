"""Looking which tables a base has, for the page on which they are chosen."""

import time

from django.db import transaction
from django.utils.translation import gettext as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Invalid
from carnet.core.text import match_key
from carnet.interchange.airtable.client import Client, Pace
from carnet.interchange.airtable.connection import connected
from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.airtable.models import AirtableTable
from carnet.interchange.airtable.tables import STANDARD, BaseTable, schema_of
from carnet.interchange.headers import recognise
from carnet.journal import changes

LONGEST_WAIT = 2.0
KIND_OF = {match_key(name): kind for name, kind in STANDARD.items()}


def find_tables(*, actor: Actor) -> list[AirtableTable]:
    """List the tables of the base; those of the standard names where its structure may not be seen."""
    actor.require(Role.ADMIN)
    client = Client(connected(), _impatient())
    schema = schema_of(client)
    if schema is not None:
        return [_kept(table, actor) for table in schema]
    seen = {name: _seen(client, name) for name in STANDARD}
    return [_kept(BaseTable(name), actor, found) for name, found in seen.items() if found is not None]


def add_table(*, name: str, actor: Actor) -> AirtableTable:
    """Add a table by its name, looking at its first records for its columns."""
    actor.require(Role.ADMIN)
    if not 0 < len(name.strip()) <= 200:
        raise Invalid(_("Give the name of the table as Airtable shows it."), field="name")
    return _kept(BaseTable(name.strip()), actor, _headers(Client(connected(), _impatient()), name.strip()))


def _headers(client: Client, name: str) -> list[str]:
    """The columns that the first records of a table fill."""
    records, _following = client.page(name)
    return list(dict.fromkeys(header for record in records for header in record["fields"]))


def _seen(client: Client, name: str) -> list[str] | None:
    """The columns of a table; None where there is no such table."""
    try:
        return _headers(client, name)
    except AirtableRefused as refusal:
        if refusal.answered not in (403, 404) or refusal.is_quota:
            raise
        return None


def _kept(table: BaseTable, actor: Actor, seen: list[str] | None = None) -> AirtableTable:
    """The choice about a table: as it was, or a first guess; its columns as they are now."""
    headers = [column.name for column in table.columns] or seen or []
    base = connected().base
    with transaction.atomic():
        found = AirtableTable.objects.filter(base=base, name=table.name[:200]).first()
        if found is None:
            kind = _guess(table.name, headers)
            new = AirtableTable(base=base, name=table.name[:200], kind=kind, headers=headers)
            return changes.insert(new, actor=actor)
        if headers:
            changes.update(found, {"headers": headers}, actor=actor)
        return found


def _guess(name: str, headers: list[str]) -> str:
    """A table of the standard names is what it says; any other is left out until someone chooses."""
    kind = KIND_OF.get(match_key(name), "")
    found = recognise(headers, kind=kind) if kind and headers else None
    return "" if found and found.missing else kind


def _impatient() -> Pace:
    """Somebody waits for the page: a penalty is told, not waited out."""

    def refuse(seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise AirtableRefused(_("Airtable asks to wait a moment; try again in half a minute."))
        time.sleep(seconds)

    return Pace(sleep=refuse)
