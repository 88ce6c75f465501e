"""The state of the database as the operator meets it: made, migrated, reachable, free."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from carnet.core.errors import Conflict, TooLarge
from carnet.ops.words import _

_ADVISORY_LOCK = 0x6361726E6574  # "carnet": any number nobody else locks
_UNMADE = ("no such table", "no such column", "does not exist", "undefined")
_BUSY = ("database is locked", "deadlock", "lock timeout")
_CLOSED = ("unable to open", "connection", "could not translate", "password", "not a database", "readonly")


def sentence_of(error: DatabaseError) -> str:
    """What to do about an error of the database; '' for one that is a fault of ours."""
    text = str(error).lower()
    if any(part in text for part in _BUSY):
        return _("The database is busy: try again in a moment.")
    if any(part in text for part in _CLOSED):
        return _("The database cannot be used: %s") % str(error).strip().splitlines()[0]
    if TooLarge.is_told_by(error):
        return str(TooLarge())
    if any(part in text for part in _UNMADE) and not is_migrated():
        return _("The database is not ready: run `carnet init`.")
    return ""


def is_migrated() -> bool:
    """Whether every table stands as the code expects it."""
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def require_migrated() -> None:
    """Refuse to go on over missing or old tables."""
    if not is_migrated():
        raise Conflict(_("The database is not ready: run `carnet init`."))


def migrate() -> bool:
    """Bring the tables up to date; whether anything was to do."""
    if is_migrated():
        return False
    with _counting_on():
        call_command("migrate", interactive=False, verbosity=0)
    return True


@contextmanager
def _counting_on() -> Iterator[None]:
    """Let no id be given twice: SQLite alters a table by making it anew, and counts on from its last row."""
    given = _ids_given()
    try:
        yield
    finally:
        since, there = _ids_given(), connection.introspection.table_names()
        lost = [table for table in given if table in there and since.get(table, 0) < given[table]]
        with connection.cursor() as cursor:
            for table in lost:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, given[table]]
                )


def _ids_given() -> dict[str, int]:
    """The highest id ever given in each table, where the table alone does not say."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
        if not cursor.fetchone():
            return {}
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let one process per company through, on this machine and, over PostgreSQL, on all of them."""
    with (settings.DATA / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
