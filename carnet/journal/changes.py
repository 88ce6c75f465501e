"""Writing records: checked, versioned, and with a journal line in the same transaction."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.errors import Conflict, DomainError, Invalid, InvalidFields, StaleWrite
from carnet.core.period import EARLIEST, LATEST
from carnet.journal import bulk, soundness
from carnet.journal.batches import DERIVED
from carnet.journal.bulk import Columns
from carnet.journal.documents import documents
from carnet.journal.images import COLUMN, difference, told
from carnet.journal.models import Editable, JournalLine

_UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")
Record = TypeVar("Record", bound=Editable)
Image = dict[str, Any]
_UNJOURNALED = frozenset(
    {
        "id",
        "created_at",
        "updated_at",
        "version",
        "search_text",
        "match_key",
        "email_key",
        "import_key",
        "password",
    }
)


def image(record: Editable, fields: Iterable[str] | None = None) -> Image:
    """The stored values of a record, foreign keys as ids: what a journal line shows."""
    wanted = set(fields) if fields is not None else None
    found = {
        field.name: getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if _is_journaled(field) and (wanted is None or field.name in wanted)
    }
    return told(found) if COLUMN in found else found


def _is_journaled(field: Any) -> bool:
    return field.name not in _UNJOURNALED and not field.generated


def _filled(values: Image) -> Image:
    """Of a new record, what says something."""
    return {name: value for name, value in values.items() if value or value == 0}


def _columns(record: Editable, names: Iterable[str]) -> Image:
    attnames = {field.name: field.attname for field in record._meta.concrete_fields}
    return {name: getattr(record, attnames[name]) for name in names}


def line(
    record: Editable, verb: str, *, actor: Actor, before: Image | None = None, after: Image | None = None
) -> JournalLine:
    """An unsaved journal line: `verb` is a past participle ("created", "won")."""
    change = line_about(type(record), record.pk, str(record), verb, actor=actor)
    change.before, change.after = before, after
    return change


def line_about(model: type[Editable], pk: int, label: str, verb: str, *, actor: Actor) -> JournalLine:
    """The same about a record nobody has loaded, without what changed in it."""
    kind = model.journal_kind()
    return JournalLine(
        at=actor.at,
        actor_id=actor.user_id,
        actor_name=actor.name[:200],
        via=actor.via,
        action=f"{kind}.{verb}",
        kind=kind,
        object_id=pk,
        label=label[:300],
        batch=actor.batch,
    )


def check(record: models.Model, fields: Iterable[str] | None = None) -> None:
    """Refuse values the columns cannot hold; `fields` limits the check to those that changed."""
    names = {field.name for field in record._meta.concrete_fields}
    # A foreign key comes from a `visible_...` query, and the database checks it again: no query for it.
    links = {field.name for field in record._meta.concrete_fields if field.is_relation}
    exclude = links | (names - set(fields) if fields is not None else set())
    try:
        record.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise InvalidFields(
            {field: " ".join(str(part) for part in parts) for field, parts in error.message_dict.items()}
        ) from None
    for field in record._meta.concrete_fields:
        if field.name in exclude or field.generated:
            continue
        value = getattr(record, field.attname)
        if not _in_calendar(value):
            raise Invalid(_("Expected a year from 1800 to 2200."), field=field.name)
        if not _storable(value):
            raise Invalid(_("This text contains a character that cannot be stored."), field=field.name)


def are_sound(records: Sequence[Editable]) -> bool:
    """Whether `check` would refuse none of these new records of one kind, found out by the column."""
    return soundness.is_sound(records, _acceptable)


def are_sound_columns(model: type[Editable], columns: Mapping[str, Sequence[Any]]) -> bool:
    """The same of new records given by columns (by attname)."""
    return soundness.are_sound_columns(model, columns, _acceptable)


def _acceptable(value: Any) -> bool:
    return _in_calendar(value) and _storable(value)


def _in_calendar(value: Any) -> bool:
    return not isinstance(value, date) or EARLIEST.year <= value.year <= LATEST.year


def _storable(value: Any) -> bool:
    if isinstance(value, str):
        return not _UNSTORABLE.search(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(_storable(part) for pair in value.items() for part in pair)
    return all(_storable(part) for part in value) if isinstance(value, list) else True


def insert(record: Record, *, actor: Actor, verb: str = "created", extra: Image | None = None) -> Record:
    """Store a new record with its journal line; a duplicate is a Conflict."""
    record.created_at = record.updated_at = actor.at
    check(record)
    with transaction.atomic():
        _guarded(lambda: record.save(force_insert=True))
        line(record, verb, actor=actor, after=_filled(image(record)) | (extra or {})).save()
    return record


def insert_many(
    records: list[Record], *, actor: Actor, verb: str = "created", extras: list[Image] | None = None
) -> list[Record]:
    """Store many checked records of one kind with a journal line each, in one transaction."""
    for record in records:
        record.created_at = record.updated_at = actor.at
    with transaction.atomic():
        stored = bulk.store(records)
        _tell_many(records, verb, _described(stored, extras or [{}] * len(records)), actor)
    return records


def insert_columns(
    model: type[Editable], columns: Columns, *, told: Columns, labels: Sequence[str], actor: Actor
) -> Sequence[int]:
    """Store many checked new records given by columns (by attname), with a journal line each: their ids.

    `told` are columns (by field) of what the lines tell instead or beside; where it is None, nothing.
    """
    count = len(labels)
    stamps = dict.fromkeys(("created_at", "updated_at"), [actor.at] * count)
    ids = bulk.store_columns(model, {**columns, **stamps}, count)
    shown = {
        field.name: columns[field.attname]
        for field in model._meta.concrete_fields
        if field.attname in columns and _is_journaled(field)
    }
    for name, column in sorted(told.items()):
        stored = shown.get(name)
        shown[name] = column if stored is None or stored == column else _preferred(column, stored)
    afters = documents(shown, [{}] * count)
    _tell_columns(model, ids, labels, "created", afters, actor)
    return ids


def _preferred(column: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    return [second if first is None else first for first, second in zip(column, other, strict=True)]


def _described(stored: Mapping[str, Sequence[Any]], extras: Sequence[Image]) -> list[str]:
    """The filled values of new records as JSON, with what their lines tell beside or instead."""
    columns = {name: column for name, column in stored.items() if name not in _UNJOURNALED}
    if any(own := columns.pop(COLUMN, ())):
        extras = [told({COLUMN: values}) | extra for values, extra in zip(own, extras, strict=True)]
    return documents(columns, extras)


def _tell_many(records: Sequence[Editable], verb: str, afters: list[str], actor: Actor) -> None:
    if records:
        ids, labels = [record.pk for record in records], [str(record) for record in records]
        _tell_columns(type(records[0]), ids, labels, verb, afters, actor)


def _tell_columns(
    model: type[Editable],
    ids: Sequence[int],
    labels: Sequence[str],
    verb: str,
    afters: list[str],
    actor: Actor,
) -> None:
    kind, count = model.journal_kind(), len(ids)
    columns: dict[str, Sequence[Any]] = {
        "at": [actor.at] * count,
        "actor_id": [actor.user_id] * count,
        "actor_name": [actor.name[:200]] * count,
        "via": [actor.via] * count,
        "action": [f"{kind}.{verb}"] * count,
        "kind": [kind] * count,
        "object_id": ids,
        "label": [label[:300] for label in labels],
        "after": afters,
        "batch": [actor.batch] * count,
    }
    bulk.store_columns(JournalLine, columns, count, written={"after"})


def update(
    record: Record,
    changes: Mapping[str, Any],
    *,
    actor: Actor,
    version: int | None = None,
    verb: str = "updated",
    extra: tuple[Image, Image] | None = None,
) -> bool:
    """Apply `changes` to the stored record if it still has `version` (default: the one loaded).

    Returns False when nothing differs. `extra` adds before and after of what lies outside the row (lines).
    Derived columns may be among the changes; the journal leaves them out. StaleWrite when someone was faster;
    a refused record keeps in memory what it has in the database.
    """
    expected = record.version if version is None else version
    if expected != record.version:
        raise StaleWrite(record)
    before = _columns(record, changes)
    for name, value in changes.items():
        setattr(record, name, value)
    after = _columns(record, changes)
    changed = [name for name in changes if before[name] != after[name]]
    if not changed and extra is None:
        return False
    shown = [name for name in changed if name not in _UNJOURNALED]
    was, became = difference({name: before[name] for name in shown}, {name: after[name] for name in shown})
    old, new = extra or ({}, {})
    former = _exact(was) | old | _set_aside(before, changed, actor)
    change = line(record, verb, actor=actor, before=former, after=became | new)
    try:
        check(record, changed)
        _save(record, changed, expected, change, actor)
    except DomainError:
        _put_back(record, before)
        raise
    return True


def _exact(former: Image) -> Image:
    """Moments in full: the encoder of the journal's JSON cuts them to milliseconds."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in former.items()
    }


def _set_aside(before: Image, changed: Iterable[str], actor: Actor) -> Image:
    """For what a batch changes, the columns that no line shows: undoing it gives them back as they were."""
    hidden = {name: before[name] for name in changed if name in _UNJOURNALED and name != "password"}
    return {DERIVED: hidden} if actor.batch and hidden else {}


def _save(record: Editable, changed: list[str], expected: int, change: JournalLine, actor: Actor) -> None:
    columns = {name: getattr(record, name) for name in changed}
    with transaction.atomic():
        _save_version(record, columns, expected, actor)
        change.save()


def _put_back(record: Editable, columns: Image) -> None:
    attnames = {field.name: field.attname for field in record._meta.concrete_fields}
    for name, value in columns.items():
        setattr(record, attnames[name], value)


def _save_version(record: Editable, columns: Mapping[str, Any], expected: int, actor: Actor) -> None:
    rows = type(record)._default_manager.filter(pk=record.pk, version=expected)
    stamp = {"version": expected + 1, "updated_at": actor.at}
    if not _guarded(lambda: rows.update(**columns, **stamp)):
        raise StaleWrite(type(record)._default_manager.filter(pk=record.pk).first())
    record.version = expected + 1
    record.updated_at = actor.at


def remove(record: Editable, *, actor: Actor, version: int | None = None, extra: Image | None = None) -> None:
    """Delete a record; the journal keeps its image and the ids of what pointed to it.

    Conflict where deals, sales or other facts depend on it.
    """
    if version is not None and version != record.version:
        raise StaleWrite(record)
    with transaction.atomic():
        before = image(record) | _columns(record, _keys(record)) | (extra or {})
        before |= {"detached": _detached(record)}
        deleted = line(record, "deleted", actor=actor, before=before)
        try:
            rows, _kinds = type(record)._default_manager.filter(pk=record.pk, version=record.version).delete()
        except ProtectedError as error:
            kinds = sorted({str(item._meta.verbose_name_plural) for item in error.protected_objects})
            raise Conflict(_("It is still used by: %(kinds)s.") % {"kinds": ", ".join(kinds)}) from None
        if not rows:
            raise StaleWrite(type(record)._default_manager.filter(pk=record.pk).first())
        deleted.save()


def _keys(record: Editable) -> list[str]:
    """By its import key a restored record is known again when its file is read again."""
    return [field.name for field in record._meta.concrete_fields if field.name == "import_key"]


def _detached(record: Editable) -> dict[str, list[int]]:
    """Ids of the records whose link to this one is emptied when it goes."""
    found: dict[str, list[int]] = {}
    for relation in record._meta.related_objects:
        if getattr(relation, "on_delete", None) is models.SET_NULL:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: record})
            if ids := list(rows.values_list("pk", flat=True)):
                found[f"{relation.related_model._meta.label_lower}.{relation.field.name}"] = ids
    return found


def _guarded(write: Any) -> Any:
    """Run a write in a savepoint, telling a duplicate from an impossible value."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if _is_duplicate(error):
            raise Conflict(_("A record with this identifier exists already.")) from None
        raise Invalid(_("These values contradict one another.")) from None


def _is_duplicate(error: IntegrityError) -> bool:
    """By the engine's code: PostgreSQL writes its sentences in the server's language."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") == "23505" or getattr(cause, "sqlite_errorname", "") in (
        "SQLITE_CONSTRAINT_UNIQUE",
        "SQLITE_CONSTRAINT_PRIMARYKEY",
    )
