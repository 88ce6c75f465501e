"""What the process and its database do otherwise while much is loaded."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

PAGES = -64_000
"""Kilobytes, as SQLite wants them told: the indexes of a quarter million deals."""


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """A batch makes 10,000 objects and drops them together: looking for cycles meanwhile costs a fifth."""
    usual = gc.get_threshold()
    gc.set_threshold(1_000_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def keeping_pages() -> Iterator[None]:
    """Every row touches each index somewhere else: pages that SQLite forgets it reads and writes again."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    # Past Django, which refuses to say anything to a database whose transaction has failed.
    database = connection.connection
    (usual,) = database.execute("PRAGMA cache_size").fetchone()
    database.execute(f"PRAGMA cache_size={PAGES}")
    try:
        yield
    finally:
        database.execute(f"PRAGMA cache_size={int(usual)}")
        database.execute("PRAGMA shrink_memory")
