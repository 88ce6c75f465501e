"""Synchronising with Airtable: fetch, read, load like any file, then write back what changed here."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from carnet.core.acting import Actor, Role
from carnet.core.errors import DomainError
from carnet.interchange import actions as imports
from carnet.interchange.airtable import disputes
from carnet.interchange.airtable.client import Client, Pace
from carnet.interchange.airtable.connection import Connection, connected
from carnet.interchange.airtable.links import Linking
from carnet.interchange.airtable.lock import alone, is_running
from carnet.interchange.airtable.models import AirtableBase
from carnet.interchange.airtable.planning import Fetched, fetched, plan_of
from carnet.interchange.airtable.queries import settings_of
from carnet.interchange.airtable.spool import Spool
from carnet.interchange.airtable.touched import SOURCE
from carnet.interchange.airtable.writing import waiting, write_back
from carnet.interchange.apart import tried_apart
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Options
from carnet.journal.queries import revision

SPOOL_KEPT = 1800.0
"""Seconds for which what a killed sync fetched still counts as the present."""
OPTIONS = Options(source=SOURCE)


@dataclass(frozen=True)
class Surroundings:
    """What a sync takes from outside: moments, durations, and whom to tell how far it is."""

    clock: imports.Clock
    pace: Pace = field(default_factory=Pace)
    progress: imports.Progress = imports.silent


def begin_sync(*, actor: Actor) -> Import:
    """Open the sync, or the killed one again; one that failed before its first row is tried anew."""
    actor.require(Role.ADMIN)
    connection = connected()
    mark = fingerprint(connection)
    before = Import.objects.filter(fingerprint=mark, source=SOURCE).order_by("-pk").first()
    idle = before is not None and before.state == ImportState.FAILED and not before.rows_done
    if before is not None and (before.state == ImportState.RUNNING or idle):
        before.state, before.failure, before.moved_at = ImportState.RUNNING, "", actor.at
        before.finished_at = None
        before.save(update_fields=["state", "failure", "moved_at", "finished_at"])
        return before
    return imports.new_import(
        title=f"Airtable {connection.base}", source=SOURCE, fingerprint=mark, actor=actor
    )


def run_sync(
    *, started: Import, writes: bool | None = None, actor: Actor, around: Surroundings
) -> dict[str, Any]:
    """Read the base into Carnet and, where switched on, write back; the report of the contract."""
    try:
        with _opened(actor, around.pace) as (client, spool):
            told = fetched(client, spool, connected().base, _telling(started, around))
            report, linkings = _load(started, told, actor, around)
            # A sync that stops while it writes must not read again what was there before it wrote.
            spool.outdate()
            may_write = settings_of(told.base).writes_back if writes is None else writes
            report = _with_the_way_back(report, told, linkings, client if may_write else None, actor)
            Import.objects.filter(pk=started.pk).update(report=report["files"])
            AirtableBase.objects.filter(base=told.base).update(tried=None)
            spool.drop()
            return report
    except DomainError as error:
        imports.fail_import(started=started, error=error, clock=around.clock)
        raise


def go_on(*, started: Import, actor: Actor, around: Surroundings) -> dict[str, Any]:
    """Run a sync somebody began on the page."""
    with alone(folder() / "lock"):
        return run_sync(started=started, actor=actor, around=around)


def is_busy() -> bool:
    """Whether a sync or a dry run is at work."""
    return is_running(folder() / "lock")


def fail(started: Import, error: Exception, around: Surroundings) -> None:
    """Close a sync that nobody foresaw to end so, with the reason."""
    imports.fail_import(started=started, error=error, clock=around.clock)


def sync(*, writes: bool | None = None, actor: Actor, around: Surroundings) -> dict[str, Any]:
    """Begin and run at once, as the command and the timetable do."""
    with alone(folder() / "lock"):
        return run_sync(started=begin_sync(actor=actor), writes=writes, actor=actor, around=around)


def preview_sync(*, actor: Actor, around: Surroundings) -> dict[str, Any]:
    """The report a sync would give, both ways, with nothing written on either side."""
    actor.require(Role.ADMIN)
    with alone(folder() / "lock"), _opened(actor, around.pace) as (client, spool):
        told = fetched(client, spool, connected().base, around.progress)

        def act() -> dict[str, Any]:
            started = begin_sync(actor=actor)
            quiet = replace(around, progress=imports.silent)
            report, linkings = _load(started, told, actor, quiet)
            return _with_the_way_back(report, told, linkings, None, actor)

        report = tried_apart(act)
        spool.drop()
    return {**report, "import": None}


def fingerprint(connection: Connection) -> str:
    """The same for every sync with one base."""
    return hashlib.sha256(f"{SOURCE} {connection.base}".encode()).hexdigest()


def folder() -> Path:
    """Where records lie on their way in."""
    return Path(settings.DATA) / "airtable"


@contextmanager
def _opened(actor: Actor, pace: Pace) -> Iterator[tuple[Client, Spool]]:
    """The way to the base, and what of it is here already; what is too old to be the present is dropped."""
    connection = connected()
    path = folder() / f"{fingerprint(connection)[:16]}.db"
    spool = Spool(path)
    now = actor.at.timestamp()
    if now - spool.begun(now) > SPOOL_KEPT:
        spool.drop()
        spool = Spool(path)
        spool.begun(now)
    try:
        yield Client(connection, pace), spool
    finally:
        spool.close()


def _telling(started: Import, around: Surroundings) -> imports.Progress:
    """While pages are turned, the import shows that it moves."""

    def told(table: str, rows: int) -> None:
        Import.objects.filter(pk=started.pk).update(moved_at=around.clock.now())
        around.progress(table, rows)

    return told


def _load(
    started: Import, told: Fetched, actor: Actor, around: Surroundings
) -> tuple[dict[str, Any], list[Linking]]:
    plan, linkings = plan_of(told, batch=started.pk, revision=revision())
    rows = sum(told.spool.count(linking.table) for linking in linkings)
    Import.objects.filter(pk=started.pk).update(rows_total=rows)
    report = imports.run_import(
        started=started,
        plan=plan,
        options=OPTIONS,
        actor=actor,
        clock=around.clock,
        progress=around.progress,
    )
    for linking in linkings:
        linking.store()
    return report, linkings


def _with_the_way_back(
    report: dict[str, Any], told: Fetched, linkings: list[Linking], client: Client | None, actor: Actor
) -> dict[str, Any]:
    """The report in the order of the base, with what was written, what waits, and what is disputed."""
    files = {file["path"]: file for file in report["files"]}
    of_table = {linking.table: linking for linking in linkings}
    for one in told.readables:
        linking = of_table[one.reading.table.name]
        disputes.close_moot(linking, one.recognition.kind, actor=actor)
        written = write_back(client, linking, one) if client else waiting(linking, one)
        files[linking.table] |= {**written.as_json(), "conflicts": disputes.told(linking)}
    names = [one.reading.table.name for one in told.readables]
    names += [name for name in files if name not in names]
    return {**report, "files": [files[name] for name in names]}
