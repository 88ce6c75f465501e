"""The deals of one period, read in three base queries and folded as often as the dashboard asks."""

from dataclasses import dataclass, replace
from functools import cached_property

from carnet.identity.visibility import Viewer
from carnet.metrics import base
from carnet.metrics.base import Cell, DayCell, SellerCell, Sums
from carnet.metrics.filters import Filters
from carnet.metrics.measures import Value
from carnet.metrics.people import NOBODY, Place, Seller


@dataclass(frozen=True)
class Snapshot:
    """The rows of the base queries under some filters."""

    cells: list[Cell]
    staff: list[tuple[Seller, SellerCell]]
    days: list[DayCell]

    def total(self) -> Sums:
        """All deals together."""
        sums = Sums()
        for _seller, cell in self.staff:
            sums.add(cell)
        return sums

    @cached_property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """Number and value of the deals of each kind of stage."""
        found: dict[str, tuple[int, int]] = {}
        for _seller, cell in self.staff:
            deals, value = found.get(cell.kind, (0, 0))
            found[cell.kind] = (deals + cell.deals, value + cell.value)
        return found

    def products_sold(self) -> set[int]:
        """The products with at least one deal won."""
        return {cell.product for cell in self.cells if cell.kind == "won" and cell.product is not None}

    def places(self, dimension: str) -> dict[Place, Sums]:
        """The sums of each agent, manager, office or sector."""
        if dimension == "sector":
            return base.folded(self.cells, lambda cell: Place(None, cell.sector))
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

    @cached_property
    def figures(self) -> dict[str, Value]:
        """Measures of the dictionary, folded instead of asked again."""
        sums, kinds = self.total(), self.kinds
        open_value = sum(kinds.get(kind, (0, 0))[1] for kind in ("prospecting", "engaging"))
        sold = len(self.products_sold())
        return {
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


def snapshot(
    viewer: Viewer, filters: Filters, people: dict[int | None, Seller], *, only_compared: bool = False
) -> Snapshot:
    """Read the base queries; products and sectors are compared by what was won in them, and by that alone."""
    return Snapshot(
        cells=base.by_product_and_sector(viewer, filters, only_won=only_compared),
        staff=[(people.get(cell.agent, NOBODY), cell) for cell in base.by_agent(viewer, filters)],
        days=base.by_day(viewer, filters),
    )
