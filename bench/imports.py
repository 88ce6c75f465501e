"""Importing 8,800 deals, then the same file again, beside csv and executemany without any rule."""

import argparse
import csv
import json
import os
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from bench.tables import Table, figure, ratio

SIZE, LARGE = 8_800, 100_000
PRODUCTS = [f"Produit {letter}" for letter in "ABCDEFG"]
AGENTS = [f"Agent {number}" for number in range(35)]
ACCOUNTS = [f"Maison {number}" for number in range(85)]
HEAD = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value".split(",")


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size."""
    return [_table(size) for size in ((SIZE, LARGE) if options.large else (SIZE,))]


def _table(size: int) -> Table:
    with TemporaryDirectory() as folder:
        variables = {**os.environ, "CARNET_DATA": folder, "DJANGO_SETTINGS_MODULE": "carnet.settings"}
        variables.pop("CARNET_DATABASE_URL", None)
        command = [sys.executable, "-m", "bench.imports", str(size)]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    rows = [
        (name, figure(told[name]), f"{size / told[name]:,.0f}", ratio(told[name], told["by hand"]))
        for name in ("first time", "same again", "by hand")
    ]
    return Table(f"Import of {size:,} deals", ("import", "processor s", "rows a second", "by hand = 1"), rows)


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
    times = {"first time": _import([deals]), "same again": _import([deals])}
    return times | {"by hand": _by_hand(deals, folder)}


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


def _by_hand(path: Path, folder: Path) -> float:
    """What the machine can do when nothing is checked, matched, journaled or remembered."""
    before = time.process_time()
    database = sqlite3.connect(folder / "by-hand.db")
    database.execute(f"CREATE TABLE deal ({', '.join(HEAD)})")
    with path.open(newline="", encoding="utf-8") as handle:
        rows = csv.reader(handle)
        next(rows)
        database.executemany(f"INSERT INTO deal VALUES ({', '.join('?' * len(HEAD))})", rows)
    database.commit()
    return time.process_time() - before


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
