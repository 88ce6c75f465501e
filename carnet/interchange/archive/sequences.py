"""The ids already given to rows: one that was deleted is not given again in the next Carnet either."""

from django.db import connection

from carnet.interchange.archive.tables import Model


def last_id(model: Model) -> int:
    """The highest id ever given in a table."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            return int(row[0]) if row else 0
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(model)}")  # noqa: S608 (a name of ours)
        value, is_called = cursor.fetchone()
        return int(value) if is_called else 0


def give_from(model: Model, last: int) -> None:
    """Let the next row of a table have the id after `last`."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT setval(%s, %s, %s)", [_sequence(model), max(last, 1), last > 0])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def _sequence(model: Model) -> str:
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, model._meta.pk.column])
        return str(cursor.fetchone()[0])
