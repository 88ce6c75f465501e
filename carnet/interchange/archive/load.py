"""Reading an archive into an empty Carnet: all of it in one transaction, or nothing."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePath
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict
from carnet.identity.models import Company, Member, User
from carnet.identity.queries import owner_user
from carnet.interchange.actions import Progress, finish_import, new_import, silent
from carnet.interchange.archive.read import Archive, Row, Told, open_archive
from carnet.interchange.archive.sequences import give_from
from carnet.interchange.archive.tables import LEFT_OUT, SET_UP, Model, archived_models, at_once, columns_of
from carnet.interchange.archive.values import Read, reader_of
from carnet.interchange.errors import UnreadableValue, sentence
from carnet.interchange.report import FileReport
from carnet.journal.models import JournalLine

CHUNK = 1000
KIND = "archive"
_OF_SET_UP = ("identity.user", "identity.member", "identity.company")
"""What the journal of a new Carnet tells of."""


def load_archive(
    *,
    path: Path,
    name: str,
    actor: Actor,
    progress: Progress = silent,
    dry_run: bool = False,
) -> dict[str, Any]:
    """Read everything back and return the report of the contract; refused where there is data already."""
    actor.require(Role.OWNER)
    with open_archive(path, name) as archive, transaction.atomic():
        _require_empty()
        _clear()
        report = FileReport(name, KIND)
        for member in archive.members:
            _load(member, archive)
            report.rows = report.created = report.rows + member.rows
            progress(f"{name}: {member.table}", member.rows)
        _check(archive)
        if dry_run:
            transaction.set_rollback(True)
            return {"import": None, "files": [report.as_json()]}
        started = new_import(title=PurePath(name).name, source=KIND, fingerprint="", actor=actor)
        return finish_import(started=started, reports=[report.as_json()], rows=report.rows, at=actor.at)


def _require_empty() -> None:
    """Nothing but what `carnet init` makes; whoever would write meanwhile waits."""
    models = archived_models()
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models.values())
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
    filled = any(models[table]._base_manager.exists() for table in models.keys() - set(SET_UP))
    people = max(User.objects.count(), Member.objects.count())
    if filled or people > 1 or JournalLine.objects.exclude(kind__in=_OF_SET_UP).exists():
        raise Conflict(
            _("There is data in this Carnet already: an archive is read into a new one, made by carnet init.")
        )


def _clear() -> None:
    models = archived_models()
    for table in SET_UP:
        models[table]._base_manager.all().delete()
    for model in _left_out():
        model._base_manager.all().delete()


def _left_out() -> Iterator[Model]:
    return (apps.get_model(label) for label in LEFT_OUT)


def _load(member: Told, archive: Archive) -> None:
    model = archived_models()[member.table]
    readers = {column.attname: reader_of(column) for column in columns_of(model)}
    lacking = _defaults(model)
    highest = member.last_id
    key = str(model._meta.pk.attname)
    rows = archive.rows(member)
    while chunk := list(islice(rows, at_once(model, CHUNK))):
        values = [_values(row, readers, lacking, archive, member, at) for at, row in chunk]
        _insert(model, values, archive, member, chunk[0][0])
        highest = max(highest, *(row[key] for _at, row in chunk))
    give_from(model, highest)


def _defaults(model: Model) -> dict[str, Any]:
    """What columns hold of which an older Carnet knew nothing."""
    return {
        column.attname: column.get_db_prep_save(column.get_default(), connection)
        for column in columns_of(model)
        if column.has_default() or column.null or (column.blank and column.empty_strings_allowed)
    }


def _values(
    row: Row, readers: dict[str, Read], lacking: dict[str, Any], archive: Archive, member: Told, at: int
) -> list[Any]:
    if unknown := sorted(row.keys() - readers.keys()):
        raise archive.refusal(
            sentence(_("the column “{column}” is unknown here."), column=unknown[0][:60]), member, at
        )
    found = []
    for name, read in readers.items():
        try:
            found.append(read(row[name]) if name in row else lacking[name])
        except KeyError as error:
            missing = sentence(_("the column “{column}” is missing."), column=name)
            raise archive.refusal(missing, member, at) from error
        except UnreadableValue as error:
            told = sentence("{column}: {message}", column=name, message=error.message)
            raise archive.refusal(told, member, at) from error
    return found


def _insert(model: Model, rows: list[list[Any]], archive: Archive, member: Told, at: int) -> None:
    quote = connection.ops.quote_name
    columns = [quote(str(column.column)) for column in columns_of(model)]
    marks = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        try:
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608 (names of ours)
        except (DatabaseError, ValueError, OverflowError) as error:
            raise archive.refusal(_("from this row on, the database refuses a row."), member, at) from error


def _check(archive: Archive) -> None:
    """Every link leads somewhere, and somebody can log in."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise archive.refusal(_("a row refers to one that is not there.")) from error
    if not Company.objects.exists() or owner_user() is None:
        raise archive.refusal(_("it holds no company, or nobody who owns it."))
