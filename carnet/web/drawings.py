"""The small drawings the server makes: shares, spark lines and funnels, as numbers for SVG attributes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

Number = Decimal | float


class Sparkline(NamedTuple):
    """The path of a curve, of the surface under it, and its last point."""

    line: str
    area: str
    end_x: str
    end_y: str


def width(share: Number | None) -> str:
    """A share of one as an SVG width between 0% and 100%, with a decimal point in every language."""
    return f"{min(max(float(share or 0), 0.0), 1.0) * 100:.1f}%"


def sparkline(values: Sequence[Number | None], across: int, down: int) -> Sparkline | None:
    """The curve of these values in a box with room for its strokes; absent values are passed over."""
    known = [(index, float(value)) for index, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return None
    low, high = min(value for _, value in known), max(value for _, value in known)
    step = (across - 6) / (len(values) - 1)
    scale = (down - 6) / (high - low) if high > low else 0.0
    points = [(3 + index * step, down - 3 - (value - low) * scale) for index, value in known]
    line = "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    (first_x, _), (last_x, last_y) = points[0], points[-1]
    area = f"{line} L{last_x:.1f},{down} {first_x:.1f},{down}Z"
    return Sparkline(line, area, f"{last_x:.1f}", f"{last_y:.1f}")


def funnel(counts: Sequence[int], across: int = 360, down: int = 92) -> list[str]:
    """One path per step, each narrowing from its count to the next with a soft shoulder."""
    if not counts or max(counts) <= 0:
        return []
    heights = [down * count / max(counts) for count in counts]
    step = across / len(counts)
    return [
        shoulder(index * step, step, height, heights[min(index + 1, len(heights) - 1)], down / 2)
        for index, height in enumerate(heights)
    ]


def shoulder(left: float, step: float, height: float, following: float, middle: float) -> str:
    """A step that keeps its height, then curves to the next one's."""
    flat, bend, right = left + step * 0.45, left + step * 0.75, left + step
    top, bottom = middle - height / 2, middle + height / 2
    next_top, next_bottom = middle - following / 2, middle + following / 2
    return (
        f"M{left:.1f},{top:.1f} H{flat:.1f}"
        f" C{bend:.1f},{top:.1f} {bend:.1f},{next_top:.1f} {right:.1f},{next_top:.1f}"
        f" V{next_bottom:.1f} C{bend:.1f},{next_bottom:.1f} {bend:.1f},{bottom:.1f} {flat:.1f},{bottom:.1f}"
        f" H{left:.1f} Z"
    )
