"""Results as Markdown, and the figures they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Table:
    """A titled table; the cells are text already."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        """As documentation shows it."""
        lines = [f"### {self.title}", "", _line(self.head), _line(["---"] * len(self.head))]
        return "\n".join([*lines, *(_line(row) for row in self.rows), ""])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def ms(seconds: Sequence[float]) -> str:
    """The median of some durations, in milliseconds."""
    return figure(median(seconds) * 1000)


def figure(value: float) -> str:
    """Two significant digits below ten, whole numbers above."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def ratio(value: float, yardstick: float) -> str:
    """How many times the yardstick: what may be compared between machines."""
    return f"{figure(value / yardstick)} ×" if yardstick else "–"
