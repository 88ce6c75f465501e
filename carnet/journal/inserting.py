"""Rows given by columns, inserted with as few statements and as few values as the database takes them in."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Column = Sequence[Any]
Field = Any
Row = tuple[Any, ...]
ROWS = 100
"""Of one statement on SQLite, which opens a table and all its indexes anew for each."""
_DAYS = frozenset({date, type(None)})
_AS_THEY_ARE = frozenset({str, int, float, bool, type(None)})
_PLAIN = frozenset(
    {
        "BigAutoField",
        "BigIntegerField",
        "CharField",
        "FloatField",
        "ForeignKey",
        "IntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SlugField",
        "TextField",
    }
)


def insert(
    model: type[models.Model],
    fields: Sequence[Field],
    columns: Sequence[Column],
    written: Collection[str] = (),
) -> None:
    """Insert rows, within a transaction; IntegrityError as the database says it.

    The fields in `written` (by attname) hold JSON as text.
    """
    ready = [
        column if field.attname in written else _prepared(field, column)
        for field, column in zip(fields, columns, strict=True)
    ]
    same = [at for at, field in enumerate(fields) if not field.primary_key and _is_one_value(ready[at])]
    differing = [at for at in range(len(fields)) if at not in same]
    shared = tuple(ready[at][0] for at in same)
    rows = list(zip(*(ready[at] for at in differing), strict=True))
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(fields[at].column) for at in (*same, *differing))
    into = f"{quoted(model._meta.db_table)} ({names})"
    run = _many_at_once if connection.vendor == "sqlite" else _copied
    run(into, shared, rows)


def _copied(into: str, shared: Row, rows: list[Row]) -> None:
    """PostgreSQL's own way in: statements take more than twice the time."""
    statement = f"COPY {into} FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(shared + row)


def _many_at_once(into: str, shared: Row, rows: list[Row]) -> None:
    with connection.cursor() as cursor:
        most = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        size = min(ROWS, (most - len(shared)) // len(rows[0]))
        whole = len(rows) - len(rows) % size
        for start, end, count in ((0, whole, size), (whole, len(rows), 1)):
            marks = _marks(len(shared), len(rows[0]), count)
            sets = (rows[at : at + count] for at in range(start, end, count))
            values = [(*shared, *chain.from_iterable(one)) for one in sets]
            # A statement that leaves what it did before it failed need not be able to take that back: the
            # transaction is.
            cursor.executemany(f"INSERT OR FAIL INTO {into} VALUES {marks}", values)  # noqa: S608


@lru_cache(maxsize=256)
def _marks(shared: int, differing: int, count: int) -> str:
    """The places of so many rows; what they share is bound once, with the first."""
    first = ["?"] * (shared + differing)
    later = [*(f"?{at + 1}" for at in range(shared)), *["?"] * differing]
    return ", ".join(f"({', '.join(row)})" for row in (first, *[later] * (count - 1)))


def _is_one_value(column: Column) -> bool:
    return column.count(column[0]) == len(column)


def _prepared(field: Field, column: Column) -> Column:
    """A column as the database takes it."""
    if field.get_internal_type() in _PLAIN and _AS_THEY_ARE.issuperset(map(type, column)):
        return column
    database = connections[DEFAULT_DB_ALIAS]
    if _is_one_value(column):
        return [field.get_db_prep_save(column[0], database)] * len(column)
    if _DAYS.issuperset(map(type, column)):
        days = {day: day and database.ops.adapt_datefield_value(day) for day in set(column)}
        return [days[day] for day in column]
    try:
        known = {value: field.get_db_prep_save(value, database) for value in set(column)}
    except TypeError:
        return _prepared_documents(field, column)
    return [known[value] for value in column]


def _prepared_documents(field: Field, column: Column) -> Column:
    """Lists and dictionaries: most are empty, and one empty one is like another."""
    database = connections[DEFAULT_DB_ALIAS]
    empty = {kind: field.get_db_prep_save(kind(), database) for kind in (list, dict)}
    return [
        empty[type(value)] if value in ([], {}) else field.get_db_prep_save(value, database)
        for value in column
    ]
