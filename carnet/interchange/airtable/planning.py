"""From a base to the plan of an import: what is fetched, how it is read, in which order it is loaded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from carnet.interchange.airtable.client import Client
from carnet.interchange.airtable.errors import AirtableRefused
from carnet.interchange.airtable.fetch import Progress, fetch
from carnet.interchange.airtable.links import Linking, names_in_carnet
from carnet.interchange.airtable.merging import careful
from carnet.interchange.airtable.models import AirtableTable
from carnet.interchange.airtable.naming import Names
from carnet.interchange.airtable.read import Readable, table_of, understood
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.airtable.tables import LINK, BaseTable, Reading, passed_over, readings, schema_of
from carnet.interchange.kinds import IMPORT_ORDER
from carnet.interchange.loading.kinds import LOADINGS
from carnet.interchange.plan import Plan, PlannedTable
from carnet.interchange.report import FileReport


@dataclass(frozen=True)
class Fetched:
    """Everything a base holds for us, understood."""

    base: str
    spool: Spool
    readables: tuple[Readable, ...]
    names: Names
    left_out: tuple[str, ...]
    """Tables of the base that nobody chose."""


def fetched(client: Client, spool: Spool, base: str, progress: Progress) -> Fetched:
    """Fetch the tables that are read and those they link to, and understand their columns."""
    schema = schema_of(client)
    read = readings(schema, list(AirtableTable.objects.filter(base=base).order_by("pk")))
    if not read:
        raise AirtableRefused(_("No table of this base is known: choose its tables on the page “Airtable”."))
    linked = _linked(schema or [], read)
    fetch(client, spool, [reading.table.name for reading in read] + [one.name for one in linked], progress)
    readables = tuple(understood(spool, reading) for reading in read)
    names = _names(base, spool, readables, linked)
    known = {table.name for table in linked}
    left_out = tuple(name for name in passed_over(schema, read) if name not in known)
    return Fetched(base, spool, readables, names, left_out)


def _linked(schema: list[BaseTable], read: list[Reading]) -> list[BaseTable]:
    """Tables that are read for their names alone, because columns we read link to them."""
    wanted = {
        column.links_to
        for reading in read
        for column in reading.table.columns
        if column.type == LINK and (not reading.fields or reading.fields.get(column.name))
    }
    names = {reading.table.name for reading in read}
    return [table for table in schema if table.id in wanted and table.name not in names]


def _names(base: str, spool: Spool, readables: Iterable[Readable], linked: Iterable[BaseTable]) -> Names:
    names = Names(spool, called=names_in_carnet(base))
    for one in readables:
        names.learn(one.reading.table.name, one.reading.kind, one.headers, one.recognition)
    for table in linked:
        names.columns[table.name] = ((table.primary,),)
    return names


def plan_of(told: Fetched, *, batch: int, revision: int) -> tuple[Plan, list[Linking]]:
    """The plan of the import, and the links it finds, table by table."""
    ordered = sorted(told.readables, key=lambda one: IMPORT_ORDER.index(one.recognition.kind))
    linkings = [
        Linking(told.base, one.reading.table.name, batch, revision, told.spool, told.names) for one in ordered
    ]
    tables = [_planned(told, one, linking) for one, linking in zip(ordered, linkings, strict=True)]
    return Plan(tuple(tables), tuple(_skipped(told)), ""), linkings


def _planned(told: Fetched, readable: Readable, linking: Linking) -> PlannedTable:
    loading = LOADINGS[readable.recognition.kind]
    gone = linking.gone(loading)
    told.names.gone.update((linking.table, record_id) for record_id in gone)
    table = table_of(told.spool, readable, told.names, gone)
    return PlannedTable(table, readable.recognition, linking.became, careful(loading, linking))


def _skipped(told: Fetched) -> Iterable[FileReport]:
    for name in told.left_out:
        report = FileReport(name)
        report.warn(_("This table is not read: choose what it holds on the page “Airtable”."))
        yield report
