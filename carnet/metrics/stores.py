"""The stores' sales of the dashboard's period, where there are any."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from carnet.core.money import mean
from carnet.identity.visibility import Viewer
from carnet.metrics.base import DayCell
from carnet.metrics.change import Change, change_of
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.facts import SALES
from carnet.metrics.filters import Filters, counted
from carnet.metrics.measures import MEASURES, Value
from carnet.metrics.query import query

FIGURES = ("sales_revenue", "sales_quantity", "tickets", "average_ticket", "sales_lines")


@dataclass(frozen=True, slots=True)
class StorePart:
    """A store or a region: revenue in minor units, and its share."""

    key: str | None
    id: int | None
    revenue: int
    share: float | None
    query: str


@dataclass(frozen=True, slots=True)
class StoreSales:
    """What the stores sold; `changes` holds each figure beside its value in the other period."""

    changes: dict[str, Change]
    stores: tuple[StorePart, ...]
    regions: tuple[StorePart, ...]
    query: str


def store_sales(viewer: Viewer, filters: Filters, compared: Filters | None) -> StoreSales | None:
    """The stores' figures; None where a filter only deals know is set, or nothing was sold."""
    if any(SALES not in DIMENSIONS[pick.key].columns for pick in filters.picks):
        return None
    now = _figures(viewer, filters)
    if not now["sales_lines"]:
        return None
    before = _figures(viewer, compared) if compared else {}
    return StoreSales(
        changes={key: change_of(MEASURES[key], now[key], before.get(key)) for key in FIGURES},
        stores=_parts(viewer, "store", filters),
        regions=_parts(viewer, "region", filters),
        query=filters.as_query(),
    )


def sold_days(viewer: Viewer, filters: Filters) -> list[DayCell]:
    """What the stores sold on each day, for their curve."""
    days = counted(viewer, SALES, filters).values("sold_on").annotate(total=MEASURES["sales_revenue"].total)
    rows = days.values_list("sold_on", "total")
    return [DayCell(day, "won", 1, total or 0) for day, total in rows]


def _figures(viewer: Viewer, filters: Filters) -> dict[str, Value]:
    """All five in one row: tickets are counted by the database, a year of them is too long to fold here."""
    row = counted(viewer, SALES, filters).aggregate(
        revenue=MEASURES["sales_revenue"].total,
        thousandths=MEASURES["sales_quantity"].total,
        lines=Count("pk"),
        references=Count("reference", distinct=True, filter=~Q(reference="")),
        unnamed=Count("pk", filter=Q(reference="")),
    )
    revenue, tickets = row["revenue"] or 0, row["references"] + row["unnamed"]
    return {
        "sales_revenue": revenue,
        "sales_quantity": Decimal(row["thousandths"] or 0) / 1000,
        "tickets": tickets,
        "average_ticket": mean(revenue, tickets),
        "sales_lines": row["lines"],
    }


def _parts(viewer: Viewer, dimension: str, filters: Filters) -> tuple[StorePart, ...]:
    rows = query(viewer, "sales_revenue", dimension, filters)
    total = sum(int(row.value or 0) for row in rows)
    return tuple(
        StorePart(
            key=row.key,
            id=row.id,
            revenue=int(row.value or 0),
            share=int(row.value or 0) / total if total else None,
            query=filters.with_pick(dimension, row.key if row.id is None else row.id).as_query(),
        )
        for row in rows
    )
