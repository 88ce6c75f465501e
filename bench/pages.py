"""Lists, records, search and creation through the whole application, beside the same SQL by hand."""

import argparse
import json
import subprocess
import sys
from typing import Any

from bench.tables import Table, figure, ms, ratio
from bench.world import environment, folder_of

SIZES, LARGE = (10_000,), (10_000, 100_000)


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size, and at the end what ten times the records cost."""
    measured = {size: _measured(size) for size in (LARGE if options.large else SIZES)}
    tables = [_table(size, rows) for size, rows in measured.items()]
    return [*tables, _growth(measured)] if len(measured) > 1 else tables


def _measured(size: int) -> list[dict[str, Any]]:
    """Measured in a process of its own: settings know one database only."""
    command = [sys.executable, "-m", "bench.visits"]
    done = subprocess.run(
        command, env=environment(folder_of(size)), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def _table(size: int, rows: list[dict[str, Any]]) -> Table:
    head = ("page", "p50 ms", "processor ms", "queries", "by hand ms", "page / by hand")
    return Table(
        f"{size:,} accounts, contacts and deals each",
        head,
        [
            (
                row["page"],
                ms(row["wall"]),
                figure(row["cpu"] * 1000),
                str(row["queries"]),
                ms(row["hand"]) if row["hand"] else "–",
                ratio(_mid(row["wall"]), _mid(row["hand"])) if row["hand"] else "–",
            )
            for row in rows
        ],
    )


def _growth(measured: dict[int, list[dict[str, Any]]]) -> Table:
    small, large = (measured[size] for size in LARGE)
    return Table(
        "Ten times the records",
        ("page", "p50 at 100,000 / p50 at 10,000"),
        [
            (before["page"], ratio(_mid(after["wall"]), _mid(before["wall"])))
            for before, after in zip(small, large, strict=True)
        ],
    )


def _mid(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
