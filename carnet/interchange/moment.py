"""Reading everything as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read in here is of the same moment; nothing may be written."""
    if connection.in_atomic_block:
        yield  # what holds a transaction open already sees one moment on SQLite; elsewhere nobody does
    elif connection.vendor == "sqlite":
        with _reading():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def _reading() -> Iterator[None]:
    """Django's own transactions begin as writers here (IMMEDIATE) and would hold everyone up."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
