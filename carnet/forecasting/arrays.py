"""Arrays of NumPy by what they hold; only what computes imports them."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

AT_ONCE = 2**17
"""Numbers in one table: every deal of a large company on every day of two years would take gigabytes."""


def blocks(rows: Integers, columns: int) -> Iterator[Integers]:
    """The rows, as many at a time as make a table of so many columns that stays small."""
    size = max(AT_ONCE // max(columns, 1), 1)
    return (rows[first : first + size] for first in range(0, len(rows), size))
