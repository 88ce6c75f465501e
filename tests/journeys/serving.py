"""A Carnet of its own for the journeys: the real commands, the real server, the sample company."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

COMMAND = Path(sys.executable).parent / "carnet"
OWNER = "camille@carnet.example"
PASSWORD = "une phrase de passe"
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    """Where it answers, and where its data lies."""

    url: str
    environment: dict[str, str]

    def carnet(self, *arguments: str) -> str:
        """Run a command on the same data; what it printed."""
        return run(self.environment, *arguments)


@contextmanager
def running(folder: Path, *, sample: bool = True) -> Iterator[Server]:
    """A served company, in a folder of its own and, on PostgreSQL, a database of its own."""
    with database() as address:
        environment = os.environ | address | {"CARNET_DATA": str(folder), "LC_ALL": "C.UTF-8"}
        password_file = folder / "password"
        password_file.write_text(PASSWORD, encoding="utf-8")
        run(environment, "init", "--owner", OWNER, "--password-file", str(password_file))
        if sample:
            run(environment, "demo")
        port = free_port()
        command = [COMMAND, "serve", "--port", str(port)]
        with subprocess.Popen(command, cwd=folder, env=environment) as process:
            server = Server(f"http://127.0.0.1:{port}", environment)
            try:
                wait_for(server.url + "/login/")
                yield server
            finally:
                process.terminate()


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """On PostgreSQL, a new database beside the one of the other tests; on SQLite, a file in the folder."""
    url = os.environ.get("CARNET_DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"journeys_{os.getpid()}_{free_port()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield {"CARNET_DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def run(environment: dict[str, str], *arguments: str) -> str:
    folder = environment["CARNET_DATA"]
    done = subprocess.run(
        [COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(url: str) -> None:
    """Until the server answers, whatever it answers."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)
