"""Trying something out where nothing of it stays and, on SQLite, nobody has to wait for its end."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import translation
from django.utils.translation import get_language

Result = TypeVar("Result")


def tried(act: Callable[[], Result]) -> Result:
    """The result of an act in a transaction that is taken back: writers on SQLite wait for it."""
    with transaction.atomic():
        result = act()
        transaction.set_rollback(True)
    return result


def tried_apart(act: Callable[[], Result]) -> Result:
    """The same on a copy of an SQLite database, however long it takes; PostgreSQL lets writers pass."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return tried(act)
    # Among the uploads, what a killed process leaves behind is thrown away with those nobody wants.
    around = Path(settings.DATA) / "uploads"
    around.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=around, prefix="trial-") as folder:
        copy = Path(folder) / "trial.db"
        _copy_to(copy)
        return in_copy(copy, act)


def _copy_to(path: Path) -> None:
    connection.ensure_connection()
    target = sqlite3.connect(path)
    try:
        connection.connection.backup(target)
    finally:
        target.close()


def in_copy(path: Path, act: Callable[[], Result]) -> Result:
    """A thread has database connections of its own: in this one the default is the copy."""
    language = get_language()

    def run() -> Result:
        copy = connections.create_connection("default")
        copy.settings_dict = {**copy.settings_dict, "NAME": str(path)}
        connections["default"] = copy
        try:
            with translation.override(language):
                return tried(act)
        finally:
            copy.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()
