"""The deals of one period, read in four base queries and folded as often as the dashboard asks."""

from dataclasses import dataclass, replace

from carnet.identity.visibility import Viewer
from carnet.metrics import base
from carnet.metrics.base import Cell, DayCell, RegionCell, SellerCell, Sums
from carnet.metrics.filters import Filters
from carnet.metrics.measures import Value
from carnet.metrics.people import NOBODY, Place, Seller


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The rows of the base queries under some filters."""

    cells: list[Cell]
    staff: list[tuple[Seller, SellerCell]]
    days: list[DayCell]
    regions: list[RegionCell]

    def total(self) -> Sums:
        """All deals together."""
        sums = Sums()
        for _seller, cell in self.staff:
            sums.add(cell)
        return sums

    def kinds(self) -> dict[str, tuple[int, int]]:
        """Number and value of the deals of each kind of stage."""
        found: dict[str, tuple[int, int]] = {}
        for cell in self.days:
            deals, value = found.get(cell.kind, (0, 0))
            found[cell.kind] = (deals + cell.deals, value + cell.value)
        return found

    def products_sold(self) -> set[int]:
        """The products with at least one deal won."""
        return {cell.product for cell in self.cells if cell.kind == "won" and cell.product is not None}

    def places(self, dimension: str) -> dict[Place, Sums]:
        """The sums of each agent, manager, office, sector or region."""
        if dimension == "sector":
            return base.folded(self.cells, lambda cell: Place(None, cell.sector))
        if dimension == "region":
            return base.folded(self.regions, lambda cell: Place(None, cell.region))
        found: dict[Place, Sums] = {}
        for seller, cell in self.staff:
            found.setdefault(getattr(seller, dimension), Sums()).add(cell)
        return found

    def products(self, names: dict[int, str]) -> dict[Place, Sums]:
        """The sums of each product."""
        return base.folded(
            self.cells,
            lambda cell: Place(cell.product, None if cell.product is None else names.get(cell.product)),
        )

    def value(self, measure: str) -> Value:
        """A measure of the dictionary, folded instead of asked again."""
        sums, kinds = self.total(), self.kinds()
        open_value = sum(kinds.get(kind, (0, 0))[1] for kind in ("prospecting", "engaging"))
        sold = len(self.products_sold())
        figures: dict[str, Value] = {
            "deals": sums.deals,
            "won_sales": sums.won,
            "lost_sales": sums.lost,
            "revenue": sums.revenue,
            "open_value": open_value,
            "lost_value": kinds.get("lost", (0, 0))[1],
            "average_revenue": sums.average,
            "win_rate": sums.win_rate,
            "sales_cycle_days": sums.cycle_days,
            "products_sold": sold,
            "revenue_per_product": replace(sums, won=sold).average,
        }
        return figures[measure]


def snapshot(viewer: Viewer, filters: Filters, people: dict[int | None, Seller]) -> Snapshot:
    """Read the base queries."""
    return Snapshot(
        cells=base.by_product_and_sector(viewer, filters),
        staff=[(people.get(cell.agent, NOBODY), cell) for cell in base.by_agent(viewer, filters)],
        days=base.by_day(viewer, filters),
        regions=base.by_region(viewer, filters),
    )
