"""Draws the thirteen metropolitan regions from the map of the departments, without their inner borders."""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import dist
from pathlib import Path

from carnet.core.regions import department_region

VENDOR = Path(__file__).resolve().parent.parent / "carnet" / "web" / "static" / "vendor"
SOURCE = VENDOR / "france.departments.json"
TARGET = VENDOR / "france-regions.json"

NEAR = 0.12  # neighbours write their common border with small rounding differences
SLIVER = 20.0  # a hole smaller than this is such a difference, not an enclave
SPECK = 1.0

Point = tuple[float, float]
Ring = list[Point]
Borders = dict[Point, list[Point]]


def main() -> int:
    """Write the regions' paths as JSON; fail with one sentence when the departments are not there."""
    if not SOURCE.is_file():
        sys.exit(f"{SOURCE} is missing: run tools/copy_assets.py first.")
    departments = json.loads(SOURCE.read_text(encoding="utf-8"))
    drawing = {"viewBox": departments["viewBox"], "regions": regions(departments["locations"])}
    TARGET.write_text(json.dumps(drawing, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return 0


def regions(locations: list[dict[str, str]]) -> dict[str, str]:
    """One SVG path per region, by its official name."""
    snap = Snapper()
    borders: dict[str, Borders] = defaultdict(lambda: defaultdict(list))
    for location in locations:
        region = department_region(location["id"].upper())
        for ring in rings(location["path"]):
            add_ring(borders[region], clockwise(snap.ring(ring)))
    return {region: path(loops(edges)) for region, edges in sorted(borders.items())}


class Snapper:
    """Gives points that almost coincide the same coordinates."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], list[Point]] = defaultdict(list)

    def ring(self, points: Ring) -> Ring:
        """The ring on shared coordinates, without steps of no length."""
        snapped = [self.point(point) for point in points]
        return [point for index, point in enumerate(snapped) if point != snapped[index - 1]]

    def point(self, point: Point) -> Point:
        column, line = int(point[0] // NEAR), int(point[1] // NEAR)
        known = (
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in self.cells.get((column + across, line + down), ())
        )
        nearest = min(known, key=lambda other: dist(other, point), default=None)
        if nearest is not None and dist(nearest, point) < NEAR:
            return nearest
        self.cells[column, line].append(point)
        return point


def rings(drawing: str) -> Iterator[Ring]:
    """The closed rings of a path made of relative moves only."""
    start = (0.0, 0.0)
    for part in re.findall(r"m([^mz]*)z", drawing):
        x, y = start  # after a closed ring, a relative move starts from the ring's first point
        ring = []
        for pair in part.split():
            across, down = pair.split(",")
            x, y = x + float(across), y + float(down)
            ring.append((x, y))
        start = ring[0]
        yield ring


def area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in edges_of(ring)) / 2


def edges_of(ring: Ring) -> Iterable[tuple[Point, Point]]:
    return zip(ring, ring[1:] + ring[:1], strict=True)


def clockwise(ring: Ring) -> Ring:
    return ring if area(ring) > 0 else ring[::-1]


def add_ring(borders: Borders, ring: Ring) -> None:
    """Add the ring's edges; one already walked the other way by a neighbour disappears with it."""
    for start, end in edges_of(ring):
        if start in borders.get(end, ()):
            borders[end].remove(start)
        else:
            borders[start].append(end)


def loops(borders: Borders) -> Iterator[Ring]:
    """The remaining edges chained into rings, without specks and slivers."""
    for start in list(borders):
        while borders[start]:
            ring = [start]
            while (following := borders[ring[-1]].pop()) != start:
                ring.append(following)
            if area(ring) > SPECK or area(ring) < -SLIVER:
                yield ring


def path(outlines: Iterable[Ring]) -> str:
    return "".join(f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in ring)}Z" for ring in outlines)


if __name__ == "__main__":
    sys.exit(main())
