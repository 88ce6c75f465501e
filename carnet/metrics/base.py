"""The base GROUP BYs, in portable SQL: every deal figure of the dashboard folds from their few rows."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from django.db.models import Count, Q, Sum

from carnet.core.money import mean
from carnet.deals.models import StageKind
from carnet.identity.visibility import Viewer
from carnet.metrics.facts import DEAL_VALUE, DEALS, FACTS, DayNumber
from carnet.metrics.filters import Filters, column_of, counted, expression

Group = TypeVar("Group", bound=Hashable)
EVERY_DEAL = Q()


class Cell(NamedTuple):
    """Deals of one product, sector and kind of stage."""

    product: int | None
    sector: str | None
    kind: str
    deals: int
    value: int


class SellerCell(NamedTuple):
    """Deals of one agent and kind of stage; `days` and `timed` make the sales cycle."""

    agent: int | None
    kind: str
    deals: int
    value: int
    days: int
    timed: int


class RegionCell(NamedTuple):
    """Deals of one region of the accounts and kind of stage."""

    region: str | None
    kind: str
    deals: int
    value: int


class DayCell(NamedTuple):
    """Deals of one day and kind of stage."""

    day: date
    kind: str
    deals: int
    value: int


AnyCell = Cell | SellerCell | RegionCell | DayCell


@dataclass(slots=True)
class Sums:
    """What a group adds up to; averages and rates come from these sums."""

    deals: int = 0
    won: int = 0
    lost: int = 0
    revenue: int = 0
    days: int = 0
    timed: int = 0

    def add(self, cell: AnyCell) -> None:
        """Count one row of a base GROUP BY."""
        self.deals += cell.deals
        if cell.kind == "won":
            self.won += cell.deals
            self.revenue += cell.value
            if isinstance(cell, SellerCell):
                self.days += cell.days
                self.timed += cell.timed
        elif cell.kind == "lost":
            self.lost += cell.deals

    @property
    def average(self) -> int | None:
        """Revenue per deal won, half-even to the cent."""
        return mean(self.revenue, self.won)

    @property
    def win_rate(self) -> float | None:
        """Deals won among those closed."""
        return ratio(self.won, self.won + self.lost)

    @property
    def cycle_days(self) -> float | None:
        """Mean days from engaged to closed."""
        return ratio(self.days, self.timed)


def ratio(part: int, whole: int) -> float | None:
    """A share as the nearest number; None over nothing."""
    return float(Fraction(part, whole)) if whole else None


def by_product_and_sector(viewer: Viewer, filters: Filters, *, only_won: bool = False) -> list[Cell]:
    """First base query; each deal costs a look at its account, so revenue alone is read of those won."""
    sector = column_of(DEALS, "sector", field="by")
    among = Q(stage_kind=StageKind.WON) if only_won else EVERY_DEAL
    rows = _grouped(viewer, filters, "product", sector, "stage_kind", among=among)
    return [Cell(product, sector or None, kind, deals, value) for product, sector, kind, deals, value in rows]


def by_agent(viewer: Viewer, filters: Filters) -> list[SellerCell]:
    """Second base query."""
    cycle = DayNumber("closed_on") - DayNumber("engaged_on")
    rows = _grouped(viewer, filters, "agent", "stage_kind", days=Sum(cycle), timed=Count("engaged_on"))
    return [SellerCell(row[0], row[1], row[2], row[3], row[4] or 0, row[5]) for row in rows]


def by_day(viewer: Viewer, filters: Filters) -> list[DayCell]:
    """Third base query: days, which fold to months alike on every engine."""
    return [DayCell(*row) for row in _grouped(viewer, filters, FACTS[DEALS].day(), "stage_kind")]


def by_region(viewer: Viewer, filters: Filters) -> list[RegionCell]:
    """The same by the region of the account, for the map."""
    rows = _grouped(viewer, filters, column_of(DEALS, "region", field="by"), "stage_kind")
    cells: dict[tuple[str | None, str], RegionCell] = {}
    for region, kind, deals, value in rows:  # no account and no region are one group
        known = cells.get((region or None, kind), RegionCell(None, kind, 0, 0))
        cells[region or None, kind] = RegionCell(
            region or None, kind, known.deals + deals, known.value + value
        )
    return list(cells.values())


def _grouped(
    viewer: Viewer, filters: Filters, *columns: Any, among: Q = EVERY_DEAL, **more: Any
) -> Iterable[tuple[Any, ...]]:
    keys = {f"by_{position}": expression(column) for position, column in enumerate(columns)}
    deals = counted(viewer, DEALS, filters).filter(among).annotate(**keys).values(*keys)
    figures = {"figure_deals": Count("pk"), "figure_value": Sum(DEAL_VALUE), **more}
    rows: Iterable[tuple[Any, ...]] = deals.annotate(**figures).values_list(*keys, *figures)
    return rows


def folded(cells: Iterable[Any], group: Callable[[Any], Group]) -> dict[Group, Sums]:
    """The sums of each group of cells."""
    found: dict[Group, Sums] = {}
    for cell in cells:
        found.setdefault(group(cell), Sums()).add(cell)
    return found
