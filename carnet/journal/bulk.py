"""Many new records at once, stored straight into their tables.

Django's own bulk insert prepares every value of every row by itself, which costs five times what the
database takes. Here a column is prepared as one: values it has often are prepared once.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.base import ModelState

from carnet.journal.inserting import Column, Field, insert

Columns = Mapping[str, Column]
Made = TypeVar("Made", bound=models.Model)


def new_record(model: type[Made], values: Mapping[str, Any]) -> Made:
    """As model(**values), of fields and links that exist: Django's own way takes five times as long."""
    start, factories, links = _blank(model)
    record = model.__new__(model)
    # A copy of a dictionary takes a third of what filling one takes.
    record.__dict__ = content = start.copy()
    content["_state"] = state = ModelState()
    for attname, default in factories:
        content[attname] = default()
    content |= values
    for name, attname in links:
        if name in values:
            state.fields_cache[name] = value = content.pop(name)
            content[attname] = value and value.pk
    return record


@lru_cache(maxsize=64)
def _blank(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], list[tuple[str, str]]]:
    """What a record without values holds, what is made anew for each, its links and their columns."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    start = {"_state": None} | {field.attname: field.get_default() for field in fields}
    factories = [
        (field.attname, field.default) for field in fields if field.has_default() and callable(field.default)
    ]
    links = [(field.name, field.attname) for field in fields if field.is_relation]
    return start, factories, links


def store(records: Sequence[models.Model]) -> dict[str, Column]:
    """Insert new records of one model and give them their ids; IntegrityError as the database says it.

    What was stored, by the names of the fields; links as ids.
    """
    if not records:
        return {}
    model = type(records[0])
    attname = str(model._meta.pk.attname)
    for record, key in zip(records, _new_ids(model, len(records)), strict=True):
        record.__dict__[attname] = key
        record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 - as Django does
    fields, taken = _stored_fields(model)
    columns = list(zip(*map(taken, map(vars, records)), strict=True))
    insert(model, fields, columns)
    return {field.name: column for field, column in zip(fields, columns, strict=True)}


def store_columns(
    model: type[models.Model], columns: Columns, count: int, *, written: Collection[str] = ()
) -> Sequence[int]:
    """Insert `count` new rows given by columns (by attname): their ids. A column left out has its default.

    The columns in `written` hold JSON as text.
    """
    if not count:
        return []
    ids = _new_ids(model, count)
    given = {"id": ids, **columns}
    fields, _taken = _stored_fields(model)
    columns_given = [given.get(field.attname) or [field.get_default()] * count for field in fields]
    insert(model, fields, columns_given, written)
    return ids


@lru_cache(maxsize=64)
def _stored_fields(model: type[models.Model]) -> tuple[tuple[Field, ...], Callable[[Any], Column]]:
    fields = tuple(field for field in model._meta.concrete_fields if not field.generated)
    return fields, itemgetter(*(field.attname for field in fields))


def stored_among(model: type[models.Model], name: str, texts: Sequence[str]) -> dict[str, int]:
    """Of these texts those a field holds, and the ids: they travel as one value, however many they are."""
    quoted = connection.ops.quote_name
    field: Any = model._meta.get_field(name)
    column = quoted(field.column)
    is_sqlite = connection.vendor == "sqlite"
    among = "IN (SELECT value FROM json_each(%s))" if is_sqlite else "= ANY(%s)"
    # The names are those of our own models.
    statement = f"SELECT {column}, id FROM {quoted(model._meta.db_table)} WHERE {column} {among}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(texts) if is_sqlite else list(texts)])
        return dict(cursor.fetchall())


def _new_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids no other record has or will have: whoever writes on SQLite is alone."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            return list(range(last + 1, last + count + 1))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [f'"{table}"', count],
        )
        return [key for (key,) in cursor.fetchall()]
