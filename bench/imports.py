"""Importing deals, then the same again, beside bare inserts of the same rows into the same tables."""

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.tables import Table, figure, ratio
from bench.world import environment

SIZE, LARGE = 8_800, 100_000
BARE, CSV = "bare inserts", "csv alone"
TABLES = ("deals_deal", "deals_dealline", "deals_dealstate", "journal_journalline")
CHUNK, AT_ONCE = 10_000, 100
PRODUCTS = [f"Produit {letter}" for letter in "ABCDEFG"]
AGENTS = [f"Agent {number}" for number in range(35)]
ACCOUNTS = [f"Maison {number}" for number in range(85)]
HEAD = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value".split(",")


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size."""
    return [_table(size) for size in ((SIZE, LARGE) if options.large else (SIZE,))]


def _table(size: int) -> Table:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.imports", str(size)]
        done = subprocess.run(
            command, env=environment(Path(folder)), capture_output=True, text=True, check=False
        )
    if done.returncode:
        sys.exit(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    rows = [
        (name, figure(told[name]), f"{size / told[name]:,.0f}", ratio(told[name], told[BARE]))
        for name in ("first time", "same again", BARE, CSV)
    ]
    title = f"Import of {size:,} deals, {told['memory']:.0f} MB at most"
    return Table(title, ("import", "processor s", "rows a second", f"{BARE} = 1"), rows)


def _write(folder: Path, size: int) -> list[Path]:
    chance = Random(7)  # believable, not secret
    files = {
        "agents.csv": [
            ("sales_agent", "manager", "regional_office"),
            *((name, "Chef", "Lyon") for name in AGENTS),
        ],
        "products.csv": [("product", "series", "sales_price"), *((name, "Gamme", 550) for name in PRODUCTS)],
        "deals.csv": [HEAD, *(_deal(number, chance) for number in range(size))],
    }
    for name, rows in files.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)
    return [folder / name for name in files]


def _deal(number: int, chance: Random) -> tuple[Any, ...]:
    engaged = date(2025, 1, 1) + timedelta(days=chance.randrange(600))
    closed = engaged + timedelta(days=chance.randrange(1, 120))
    who = (f"D{number:07}", chance.choice(AGENTS), chance.choice(PRODUCTS), chance.choice(ACCOUNTS))
    stage = chance.choices(("Won", "Lost", "Engaging"), (48, 28, 24))[0]
    if stage == "Engaging":
        return (*who, stage, engaged, "", "")
    return (*who, stage, engaged, closed, chance.randrange(30, 30_000) if stage == "Won" else 0)


def _measured(size: int) -> dict[str, float]:
    """In a process of its own, whose settings know the folder."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    folder = Path(os.environ["CARNET_DATA"])
    *references, deals = _write(folder, size)
    _import(references)
    before = sqlite3.connect(folder / "carnet.db")
    before.execute("VACUUM INTO ?", [str(folder / "before.db")])
    times = {"first time": _import([deals])}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times |= {"same again": _import([deals]), BARE: _bare(folder), CSV: _csv_alone(deals)}
    return times | {"memory": memory}


def _import(paths: list[Path]) -> float:
    from carnet.core.acting import Actor, Role
    from carnet.interchange import actions
    from carnet.interchange.plan import Options, sources_of

    actor = Actor(name="bench", at=datetime.now(UTC), role=Role.OWNER, via="command")
    before = time.process_time()
    started, plan = actions.begin_import(sources=sources_of(paths), options=Options(), actor=actor)
    clock = actions.Clock(now=lambda: datetime.now(UTC))
    report = actions.run_import(started=started, plan=plan, options=Options(), actor=actor, clock=clock)
    assert not any(file["rejected"] for file in report["files"])
    return time.process_time() - before


def _bare(folder: Path) -> float:
    """What the database takes for these rows in these tables when nothing is checked, matched or computed."""
    source, target = sqlite3.connect(folder / "carnet.db"), sqlite3.connect(folder / "before.db")
    target.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000")
    inserts = [_rows_of(table, source, target) for table in TABLES]
    before = time.process_time()
    while any(rows for _into, rows in inserts):
        for into, rows in inserts:
            _insert(into, rows[:CHUNK], target)
            del rows[:CHUNK]
        target.commit()
    return time.process_time() - before


def _insert(into: str, rows: list[tuple[Any, ...]], target: sqlite3.Connection) -> None:
    """A hundred rows a statement, as fast as the driver takes them."""
    for at in range(0, len(rows), AT_ONCE):
        some = rows[at : at + AT_ONCE]
        one = f"({', '.join('?' * len(some[0]))})"
        target.execute(f"{into} VALUES {', '.join([one] * len(some))}", [*chain.from_iterable(some)])


def _rows_of(
    table: str, source: sqlite3.Connection, target: sqlite3.Connection
) -> tuple[str, list[tuple[Any, ...]]]:
    """The rows of a table that are not there yet, the generated columns left out."""
    columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
    (last,) = target.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    rows = source.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id", [last])
    return f"INSERT OR FAIL INTO {table} ({', '.join(columns)})", rows.fetchall()


def _csv_alone(path: Path) -> float:
    before = time.process_time()
    with path.open(newline="", encoding="utf-8") as handle:
        assert sum(1 for _row in csv.reader(handle)) > 1
    return time.process_time() - before


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
