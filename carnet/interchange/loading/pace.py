"""How many rows go into one transaction: as many as keep other writers waiting for a moment only."""

from dataclasses import dataclass

LEAST, MOST = 1_000, 10_000
MOMENT = 0.8
"""Seconds of processor time, which other programs do not stretch: SQLite knows one writer at a time, and
writes less for the same rows in fewer transactions."""


@dataclass
class Pace:
    """The size of the next chunk: new deals are stored ten times as fast as stored ones are changed."""

    rows: int = LEAST
    most: int = MOST

    def took(self, seconds: float) -> None:
        """So long did the last chunk."""
        self.rows = int(min(self.most, max(LEAST, self.rows * MOMENT / max(seconds, 0.001))))
