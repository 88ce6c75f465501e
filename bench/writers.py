"""Many processes writing to one SQLite file at once, through the actions and through the API."""

import argparse
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.tables import Table, figure, ratio
from bench.world import OUT, environment

WRITERS = (1, 8, 32)
WRITES = 320
CARNET = (sys.executable, "-c", "import sys; from carnet.cli import main; sys.exit(main())")
BY_HAND = 300


def run(_options: argparse.Namespace) -> list[Table]:
    """Half of the writes create a contact, half change one of twenty accounts, again when late."""
    folder = _fresh()
    plain = _by_hand(folder)
    rows = [_row("actions", writers, folder, plain) for writers in WRITERS]
    with _served(folder) as address:
        rows += [_row(address, writers, folder, plain) for writers in WRITERS]
    head = (
        "route",
        "writers",
        "writes",
        "failed",
        "updates lost",
        "writes/s",
        "beside plain inserts by one process",
    )
    return [Table("Concurrent writers on SQLite", head, rows)]


def _fresh() -> Path:
    folder = OUT / "writers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    password = folder / "password"
    password.write_text("une phrase de passe", encoding="utf-8")
    settings = environment(folder)
    owner = ("init", "--owner", "owner@carnet.example", "--password-file", str(password))
    subprocess.run([*CARNET, *owner], env=settings, check=True, capture_output=True)
    made = subprocess.run([*CARNET, "token", "add", "bench"], env=settings, check=True, capture_output=True)
    (folder / "token").write_bytes(made.stdout.strip())
    subprocess.run([sys.executable, "-m", "bench.writing", "start"], env=settings, check=True)
    return folder


def _by_hand(folder: Path) -> float:
    """Transactions a second of one plain connection, as durable as ours."""
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a TEXT);")
    started = time.perf_counter()
    for number in range(BY_HAND):
        connection.execute("INSERT INTO t VALUES (?)", [f"Martin {number}"])
    return BY_HAND / (time.perf_counter() - started)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*CARNET, "serve", "--port", str(port)], env=environment(folder), stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.get(f"{address}/healthz", timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _row(route: str, writers: int, folder: Path, plain: float) -> tuple[str, ...]:
    before = _employees(folder)
    each = WRITES // writers
    seconds, counts = _raced(route, writers, each, folder)
    done, failed = sum(count["done"] for count in counts), sum(count["failed"] for count in counts)
    updates = sum(count["updated"] for count in counts)
    lost = updates - (_employees(folder) - before)
    name = "actions" if route == "actions" else "API"
    speed = done / seconds
    return name, str(writers), str(done), str(failed), str(lost), figure(speed), ratio(speed, plain)


def _raced(route: str, writers: int, each: int, folder: Path) -> tuple[float, list[dict[str, int]]]:
    """All start at once, when the last of them is ready."""
    command = [sys.executable, "-m", "bench.writing", route, str(each)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, env=environment(folder), **pipes) for _number in range(writers)]
    for process in processes:
        process.stdout.readline()
    started = time.perf_counter()
    for process in processes:
        process.stdin.write(os.linesep)
        process.stdin.flush()
    told = [process.stdout.readline() for process in processes]
    seconds = time.perf_counter() - started
    for process in processes:
        process.communicate()
    return seconds, [json.loads(line) for line in told]


def _employees(folder: Path) -> int:
    connection = sqlite3.connect(folder / "carnet.db")
    return connection.execute("SELECT sum(employees) FROM directory_account").fetchone()[0]
