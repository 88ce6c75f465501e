"""The 26 KPIs, a filtered set and the dashboard, beside their GROUP BYs by hand over sqlite3."""

import argparse
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench.tables import Table, figure, ms, ratio
from bench.world import folder_of, told_by

ROUNDS = 25
VALUE = "CASE WHEN stage_kind = 'won' THEN closed_amount ELSE COALESCE(d.amount, list_amount, 0) END"
DAY = "COALESCE(closed_on, engaged_on, created_on)"
BY_PRODUCT = f"""SELECT product_id, sector, stage_kind, COUNT(*), SUM({VALUE}) FROM deals_deal d
LEFT JOIN directory_account a ON a.id = account_id {{where}} GROUP BY 1, 2, 3"""
BY_AGENT = f"SELECT agent_id, stage_kind, COUNT(*), SUM({VALUE}) FROM deals_deal d {{where}} GROUP BY 1, 2"
BY_DAY = f"SELECT {DAY}, stage_kind, COUNT(*), SUM({VALUE}) FROM deals_deal d {{where}} GROUP BY 1, 2"
YEAR = f"WHERE {DAY} BETWEEN '2026-01-01' AND '2026-12-31'"


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size."""
    return [_table(size) for size in ((10_000, 100_000) if options.large else (10_000,))]


def _table(size: int) -> Table:
    rows = [
        (
            row["name"],
            ms(row["wall"]),
            figure(row["cpu"] * 1000),
            str(row["queries"]),
            ms(row["hand"]),
            ratio(median(row["wall"]), median(row["hand"])),
        )
        for row in told_by("bench.kpis", folder_of(size))
    ]
    head = ("figures", "p50 ms", "processor ms", "queries", "GROUP BYs by hand ms", "figures / by hand")
    return Table(f"Figures of {size:,} deals", head, rows)


def _measured() -> list[dict[str, Any]]:
    """In a process of its own, whose settings know the folder."""
    import django

    django.setup()
    from carnet.core.acting import Role
    from carnet.core.period import Period
    from carnet.identity.visibility import Viewer
    from carnet.metrics.dashboard import dashboard
    from carnet.metrics.filters import Filters
    from carnet.metrics.kpis import kpis

    viewer, now = Viewer(user_id=0, name="", role=Role.OWNER, sees_all=True), datetime.now(UTC)
    year = Filters(Period(date(2026, 1, 1), date(2026, 12, 31)))
    base = (BY_PRODUCT, BY_AGENT)
    return [
        _row("26 KPIs", lambda: kpis(viewer, Filters(), now=now).as_json(), base),
        _row("26 KPIs of a year", lambda: kpis(viewer, year, now=now).as_json(), base, YEAR),
        _row("dashboard", lambda: dashboard(viewer, Filters(), now=now), (*base, BY_DAY)),
    ]


def _row(name: str, act: Callable[[], object], base: tuple[str, ...], where: str = "") -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    database = sqlite3.connect(Path(os.environ["CARNET_DATA"], "carnet.db"))
    with CaptureQueriesContext(connection) as queries:
        act()
    wall, hand, cpu = [], [], []
    for _round in range(ROUNDS):  # in turns, so that whatever else the machine does hits both
        seconds, processor = _timed(act)
        wall.append(seconds)
        cpu.append(processor)
        hand.append(_timed(lambda: [database.execute(sql.format(where=where)).fetchall() for sql in base])[0])
    return {"name": name, "wall": wall, "cpu": median(cpu), "queries": len(queries), "hand": hand}


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    start, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - start, time.process_time() - processor


if __name__ == "__main__":
    json.dump(_measured(), sys.stdout)
