"""The tables of the dashboard: what each product, sector, agent, manager, office and region adds up to."""

from dataclasses import dataclass

from carnet.metrics.base import Sums, ratio
from carnet.metrics.filters import Filters
from carnet.metrics.kpis import by_name
from carnet.metrics.people import Place


@dataclass(frozen=True, slots=True)
class Group:
    """A row: amounts in minor units, shares and rates of 1; `before` is the other period's revenue.

    `query` leads to all its deals, `won_query` to those its revenue is the sum of; `share` is of the revenue.
    """

    key: str | None
    id: int | None
    sales: int
    won: int
    lost: int
    revenue: int
    average: int | None
    win_rate: float | None
    cycle_days: float | None
    share: float | None
    before: int | None
    change: float | None
    query: str
    won_query: str
    products: int | None = None


def groups_of(
    key: str,
    now: dict[Place, Sums],
    before: dict[Place, Sums] | None,
    filters: Filters,
    *,
    products: dict[str | None, int] | None = None,
) -> tuple[Group, ...]:
    """The rows of one dimension, largest revenue first."""
    total = sum(sums.revenue for sums in now.values())
    rows = [
        _group(key, place, sums, before, filters, total=total, products=products)
        for place, sums in now.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.revenue, -row.sales, *by_name(row.key, row.id))))


def _group(
    key: str,
    place: Place,
    sums: Sums,
    before: dict[Place, Sums] | None,
    filters: Filters,
    *,
    total: int,
    products: dict[str | None, int] | None,
) -> Group:
    narrowed = filters.with_pick(key, place.name if place.id is None else place.id)
    earlier = None if before is None else (before.get(place) or Sums()).revenue
    return Group(
        key=place.name,
        id=place.id,
        sales=sums.deals,
        won=sums.won,
        lost=sums.lost,
        revenue=sums.revenue,
        average=sums.average,
        win_rate=sums.win_rate,
        cycle_days=sums.cycle_days,
        share=ratio(sums.revenue, total),
        before=earlier,
        change=ratio(sums.revenue - earlier, abs(earlier)) if earlier else None,
        query=narrowed.as_query(),
        won_query=narrowed.with_pick("stage_kind", "won").as_query(),
        products=None if products is None else products.get(place.name, 0),
    )
