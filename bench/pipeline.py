"""The pipeline forecast, beside the SELECTs and the one table of chances it cannot do without."""

import argparse
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from bench.tables import Table, ms, ratio
from bench.world import folder_of, told_by

ROUNDS = 7
DAYS = 60
DEALS = """SELECT id, reference, stage_kind, stage_id, closed_on, closed_amount, amount, list_amount,
engaged_on, created_on, agent_id, product_id, expected_close_on FROM deals_deal ORDER BY id"""
STATES = """SELECT deal_id, from_on, kind, stage_id, amount, agent_id, expected_close_on
FROM deals_dealstate s JOIN deals_stage g ON g.id = s.stage_id ORDER BY deal_id, from_on, s.id"""


def run(options: argparse.Namespace) -> list[Table]:
    """A table for each size."""
    return [_table(size) for size in ((10_000, 100_000) if options.large else (10_000,))]


def _table(size: int) -> Table:
    rows = [
        (
            row["name"],
            ms(row["own"]),
            row["beside"],
            ms(row["bound"]),
            ratio(median(row["own"]), median(row["bound"])),
        )
        for row in told_by("bench.pipeline", folder_of(size))
    ]
    head = ("what", "processor ms", "beside", "processor ms", "ratio")
    return Table(f"Pipeline forecast of {size:,} deals, {DAYS} days ahead", head, rows)


def _measured() -> list[dict[str, Any]]:
    import django

    django.setup()
    import numpy as np

    from carnet.forecasting.pipeline.forecast import forecast_pipeline
    from carnet.forecasting.pipeline.reading import load_history

    database = sqlite3.connect(Path(os.environ["CARNET_DATA"], "carnet.db"))
    history = load_history()
    as_of = datetime.now(UTC).date()
    days = {"from_on": as_of - timedelta(days=30), "until_on": as_of + timedelta(days=DAYS), "as_of": as_of}
    hazards = np.full((int((history.kind == 0).sum()), DAYS), 0.01)

    def select() -> None:
        for sql in (DEALS, STATES):
            database.execute(sql).fetchall()

    def chances() -> None:
        np.cumsum(np.cumprod(1 - hazards, axis=1) * hazards, axis=1)

    return [
        _row("read the past", load_history, "its two SELECTs", select),
        _row("forecast", lambda: forecast_pipeline(history, **days), "one table of chances", chances),
    ]


def _row(name: str, act: Callable[[], object], beside: str, bound: Callable[[], object]) -> dict[str, Any]:
    rounds = [(_cost(act), _cost(bound)) for _round in range(ROUNDS)]
    own, bounds = zip(*rounds, strict=True)
    return {"name": name, "own": own, "beside": beside, "bound": bounds}


def _cost(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    json.dump(_measured(), sys.stdout)
