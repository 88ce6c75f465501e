"""A transaction of an import keeps other writers waiting for a moment, whatever its rows cost."""

from carnet.interchange.loading.pace import Pace


def test_quick_rows_come_in_larger_chunks_and_slow_ones_in_smaller() -> None:
    pace = Pace()
    sizes = [pace.rows]
    for seconds in (0.2, 1.6, 0.0, 8.0, 100.0):
        pace.took(seconds)
        sizes.append(pace.rows)
    assert sizes == [1_000, 4_000, 2_000, 10_000, 1_000, 1_000]
