"""The 26 KPIs, folded from the base GROUP BYs; exact, and the same by page, command and API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carnet.catalogue.queries import visible_products
from carnet.core.money import mean, plain, plain_or_none
from carnet.identity.visibility import Viewer
from carnet.journal.queries import revision
from carnet.metrics import base
from carnet.metrics.base import Cell, SellerCell, Sums
from carnet.metrics.filters import Filters
from carnet.metrics.people import NOBODY, Place, Seller, sellers
from carnet.metrics.query import largest_first


@dataclass(frozen=True, slots=True)
class Part:
    """A group of a breakdown: its name (None for the deals without one), value and share of the total."""

    key: str | None
    id: int | None
    value: int | None
    share: float | None = None


@dataclass(frozen=True, slots=True)
class SectorProducts:
    """How many products a sector bought, in how many deals."""

    key: str | None
    products: int
    won_sales: int


@dataclass(frozen=True, slots=True)
class BestAgent:
    """Who earned most; of two, the first by name."""

    id: int
    agent: str
    revenue: int
    won_sales: int


Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Kpis:
    """The 26 by their names, amounts in minor units, with what they stand for."""

    total_products: int
    total_revenue: int
    average_revenue_per_product: int | None
    products_per_sector: tuple[SectorProducts, ...]
    highest_revenue_agent: BestAgent | None
    total_sales: int
    average_revenue_per_sale: int | None
    total_revenue_per_sector: Parts
    average_revenue_per_sector: Parts
    total_won_sales: int
    total_won_revenue: int
    total_engaging_sales: int
    total_engaging_revenue: int
    total_lost_sales: int
    total_lost_revenue: int
    total_prospecting_sales: int
    total_prospecting_revenue: int
    total_sales_per_office: Parts
    total_revenue_per_office: Parts
    average_revenue_per_office: Parts
    total_sales_per_agent: Parts
    total_revenue_per_agent: Parts
    average_revenue_per_agent: Parts
    total_sales_per_manager: Parts
    total_revenue_per_manager: Parts
    average_revenue_per_manager: Parts
    filters: Filters
    revision: int
    computed_at: datetime

    def as_json(self) -> dict[str, Any]:
        """The object of the API and of the command."""
        return {
            "kpis": {name: _as_json(name, getattr(self, name)) for name in KEYS},
            "filters": self.filters.as_dict(),
            "revision": self.revision,
            "computed_at": self.computed_at.isoformat(),
        }


KEYS = tuple(name for name in Kpis.__dataclass_fields__ if name not in {"filters", "revision", "computed_at"})


def kpis(viewer: Viewer, filters: Filters, *, now: datetime) -> Kpis:
    """The 26 KPIs of what a viewer may open, in five queries whatever the number of deals."""
    stamp = revision()  # read first: the figures are never older than it says
    cells = base.by_product_and_sector(viewer, filters)
    people = sellers(viewer)
    staff = [(people.get(cell.agent, NOBODY), cell) for cell in base.by_agent(viewer, filters)]
    return folded_kpis(cells, staff, filters, products=products_listed(viewer, filters), at=(stamp, now))


def products_listed(viewer: Viewer, filters: Filters) -> int:
    """How many products the catalogue holds, among those picked."""
    picked = [pick.value for pick in filters.picks if pick.key == "product"]
    products = visible_products(viewer)
    return (products.filter(pk__in=[pk for pk in picked if pk is not None]) if picked else products).count()


def folded_kpis(
    cells: list[Cell],
    staff: list[tuple[Seller, SellerCell]],
    filters: Filters,
    *,
    products: int,
    at: tuple[int, datetime],
) -> Kpis:
    """The KPIs of the rows of two base queries."""
    kinds = _kinds(cells)
    won, revenue = kinds["won"]
    sold = {cell.product for cell in cells if cell.kind == "won" and cell.product is not None}
    sectors = _by_place((Place(None, cell.sector), cell) for cell in cells)
    agents = _by_place((seller.agent, cell) for seller, cell in staff)
    offices = _by_place((seller.office, cell) for seller, cell in staff)
    managers = _by_place((seller.manager, cell) for seller, cell in staff)
    return Kpis(
        total_products=products,
        total_revenue=revenue,
        average_revenue_per_product=mean(revenue, len(sold)),
        products_per_sector=_products_per_sector(cells),
        highest_revenue_agent=_best(agents),
        total_sales=sum(deals for deals, _value in kinds.values()),
        average_revenue_per_sale=mean(revenue, won),
        filters=filters,
        revision=at[0],
        computed_at=at[1],
        **_totals(kinds),
        total_revenue_per_sector=_revenues(sectors),
        average_revenue_per_sector=_averages(sectors),
        **_breakdowns("office", offices),
        **_breakdowns("agent", agents),
        **_breakdowns("manager", managers),
    )


def _kinds(cells: Iterable[Cell]) -> dict[str, tuple[int, int]]:
    """Number and value of the deals of each kind of stage."""
    found = dict.fromkeys(("won", "engaging", "lost", "prospecting"), (0, 0))
    for cell in cells:
        deals, value = found[cell.kind]
        found[cell.kind] = (deals + cell.deals, value + cell.value)
    return found


def _by_place(pairs: Iterable[tuple[Place, Cell | SellerCell]]) -> dict[Place, Sums]:
    found: dict[Place, Sums] = {}
    for place, cell in pairs:
        found.setdefault(place, Sums()).add(cell)
    return found


def _totals(kinds: dict[str, tuple[int, int]]) -> dict[str, Any]:
    sales = {f"total_{kind}_sales": deals for kind, (deals, _value) in kinds.items()}
    return sales | {f"total_{kind}_revenue": value for kind, (_deals, value) in kinds.items()}


def _breakdowns(noun: str, groups: dict[Place, Sums]) -> dict[str, Any]:
    return {
        f"total_sales_per_{noun}": parts_of({place: sums.deals for place, sums in groups.items()}),
        f"total_revenue_per_{noun}": _revenues(groups),
        f"average_revenue_per_{noun}": _averages(groups),
    }


def _revenues(groups: dict[Place, Sums]) -> Parts:
    return parts_of({place: sums.revenue for place, sums in groups.items()})


def _averages(groups: dict[Place, Sums]) -> Parts:
    return parts_of({place: sums.average for place, sums in groups.items()}, shared=False)


def parts_of(values: dict[Place, Any], *, shared: bool = True) -> Parts:
    """A breakdown in its order; averages have no share of a total."""
    total = sum(values.values()) if shared else 0
    parts = [
        Part(place.name, place.id, value, base.ratio(value, total) if shared else None)
        for place, value in values.items()
    ]
    return tuple(sorted(parts, key=lambda part: (largest_first(part.value), *by_name(part.key, part.id))))


def by_name(key: str | None, id_: int | None) -> tuple[bool, str, int]:
    """How equals sort: by name, the nameless last, namesakes by age."""
    return key is None, key or "", id_ or 0


def _products_per_sector(cells: Iterable[Cell]) -> tuple[SectorProducts, ...]:
    products: dict[str | None, set[int]] = {}
    won: dict[str | None, int] = {}
    for cell in cells:
        bought = products.setdefault(cell.sector, set())
        won.setdefault(cell.sector, 0)
        if cell.kind == "won":
            won[cell.sector] += cell.deals
            bought |= {cell.product} - {None}  # type: ignore[arg-type]
    rows = [SectorProducts(sector, len(bought), won[sector]) for sector, bought in products.items()]
    return tuple(sorted(rows, key=lambda row: (-row.products, -row.won_sales, *by_name(row.key, None))))


def _best(agents: dict[Place, Sums]) -> BestAgent | None:
    winners = [
        BestAgent(place.id, place.name or "", sums.revenue, sums.won)
        for place, sums in agents.items()
        if place.id is not None and sums.won
    ]
    return min(winners, key=lambda best: (-best.revenue, best.agent, best.id), default=None)


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, tuple):
        return [_part_as_json(name, part) for part in value]
    if isinstance(value, BestAgent):
        return {"agent": value.agent, "revenue": plain(value.revenue), "won_sales": value.won_sales}
    return plain_or_none(value) if "revenue" in name else value


def _part_as_json(name: str, part: Part | SectorProducts) -> dict[str, Any]:
    if isinstance(part, SectorProducts):
        return {"key": part.key, "products": part.products, "won_sales": part.won_sales}
    return {"key": part.key, "value": plain_or_none(part.value) if "revenue" in name else part.value}
