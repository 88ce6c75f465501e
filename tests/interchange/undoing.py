"""Everything the company's data are, to be compared before an import and after its undo."""

from typing import Any

from django.apps import apps
from django.db import connection

BUSINESS = ("identity", "directory", "catalogue", "deals", "sales", "files", "workspace")
MOVING = {"version", "updated_at"}
"""What an undo moves forward instead of back."""
RENUMBERED = {"deals_dealline", "deals_dealstate"}
"""Parts of a deal, written anew: their numbers mean nothing."""

Contents = dict[str, list[tuple[Any, ...]]]


def business() -> Contents:
    """Every row of every business table as the database stores it, but for what moves forward."""
    found: Contents = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in BUSINESS:
                table = model._meta.db_table
                names = ", ".join(f'"{name}"' for name in _columns(model))
                cursor.execute(f'SELECT {names} FROM "{table}"')
                found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def _columns(model: Any) -> list[str]:
    left_out = MOVING | ({"id"} if model._meta.db_table in RENUMBERED else set())
    return [field.column for field in model._meta.concrete_fields if field.column not in left_out]


def differences(before: Contents, after: Contents) -> dict[str, tuple[list[Any], list[Any]]]:
    """By table, the rows only one of the two has."""
    return {
        table: (
            [row for row in rows if row not in after[table]],
            [row for row in after[table] if row not in rows],
        )
        for table, rows in before.items()
        if rows != after[table]
    }
