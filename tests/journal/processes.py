"""A process of its own on a database of its own, SQLite file or PostgreSQL, with threads let go together."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

SETUP = """
from datetime import UTC, datetime
from threading import Barrier, Thread
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from carnet.core.acting import Actor, Role
from carnet.core.errors import DomainError
call_command("migrate", verbosity=0)
actor = Actor(name="x", at=datetime(2026, 11, 20, 9, tzinfo=UTC), role=Role.OWNER, via="command")

def together(act, *things):
    barrier, said = Barrier(len(things)), []
    def one(thing):
        connection.ensure_connection()
        barrier.wait()
        try:
            said.append(act(thing) and "done")
        except DomainError as refusal:
            said.append(str(refusal.status))
        finally:
            connection.close()
    threads = [Thread(target=one, args=[thing]) for thing in things]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(*sorted(said))
"""
Environment = dict[str, str]


@contextmanager
def database(folder: Path) -> Iterator[Environment]:
    """The environment of an empty database on the engine under test."""
    found = {**os.environ, "CARNET_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "carnet.settings"}
    url = os.environ.get("CARNET_DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield found | {"CARNET_DATABASE_URL": ""}
        return
    name = f"carnet_{uuid.uuid4().hex[:12]}"
    _on_server(url, f"CREATE DATABASE {name}")
    try:
        yield found | {"CARNET_DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl()}
    finally:
        _on_server(url, f"DROP DATABASE {name} WITH (FORCE)")


def run(programs: dict[str, str], environment: Environment) -> dict[str, list[str]]:
    """The lines each program prints, all in one process; `together(act, *things)` prints how each ended."""
    program = "".join(f"print({name!r})\n{text}" for name, text in programs.items())
    command = [sys.executable, "-c", SETUP + program]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    said: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line in programs:
            said[line] = []
        else:
            said[list(said)[-1]].append(line)
    return said


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)
