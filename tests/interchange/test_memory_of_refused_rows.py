"""Refused rows leave nothing behind but their reasons, however long their texts are."""

import tracemalloc

from carnet.interchange import actions, tables
from carnet.interchange.plan import Options, sources_of
from tests.conftest import NOW

ROWS, LONG = 24, 30_000


def test_a_batch_of_refused_rows_is_forgotten_with_the_next(tmp_path, root, monkeypatch):
    monkeypatch.setattr(tables, "MOST_CHARACTERS", 3 * LONG)
    path = tmp_path / "deals.csv"
    path.write_text(
        "reference,deal_stage,close_date\n"
        + "".join(f"D{number}{'x' * LONG},Won,2026-01-01\n" for number in range(ROWS)),
        encoding="utf-8",
    )
    held: list[int] = []
    started, plan = actions.begin_import(sources=sources_of([path]), options=Options(), actor=root)
    tracemalloc.start()
    try:
        report = actions.run_import(
            started=started,
            plan=plan,
            options=Options(),
            actor=root,
            clock=actions.Clock(now=lambda: NOW),
            progress=lambda _name, _rows: held.append(tracemalloc.get_traced_memory()[0]),
        )
    finally:
        tracemalloc.stop()
    assert report["files"][0]["rejected"] == ROWS
    assert len(held) >= ROWS // 4
    assert held[-1] - held[0] < ROWS * LONG // 2
