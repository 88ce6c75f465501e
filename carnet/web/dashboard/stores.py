"""The sales of stores on the dashboard: figures, curve, stores, products and regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from carnet.identity.visibility import Viewer
from carnet.metrics.base import ratio
from carnet.metrics.change import Change
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.filters import Filters
from carnet.metrics.measures import MEASURES, Measure
from carnet.metrics.query import query
from carnet.metrics.series import Point, grain_of, series
from carnet.metrics.stores import StorePart, StoreSales, sold_days
from carnet.web import formats
from carnet.web.dashboard.asked import Asked
from carnet.web.dashboard.bar import names_of
from carnet.web.dashboard.charts import METROPOLITAN, line, point_name

SHOWN = ("sales_revenue", "sales_quantity", "tickets", "average_ticket")
SHORT = 8
NAMELESS: dict[str, Promise] = {
    "store": _("No store"),
    "region": _("No region"),
    "product": _("No product"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A store, region or product with its bar beside the largest."""

    name: str | Promise
    part: StorePart
    width: float
    query: str


@dataclass(frozen=True, slots=True)
class StoreTable:
    """What the lines of sale add up to by one dimension."""

    key: str
    title: str | Promise
    lines: tuple[Line, ...]
    rest: int
    rest_revenue: int
    count: int
    revenue: int
    url: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure of the stores with its change."""

    measure: Measure
    change: Change


@dataclass(frozen=True, slots=True)
class StoreBlock:
    """The part of the page on stores."""

    tiles: tuple[Tile, ...]
    tables: tuple[StoreTable, ...]
    points: tuple[tuple[str, Point], ...]
    curve: dict[str, Any]
    query: str
    expected: tuple[Any, ...] = ()


def store_block(viewer: Viewer, found: Dashboard, view: Asked, currency: str) -> StoreBlock | None:
    """The block; None where nothing was sold."""
    stores = found.stores
    if stores is None:
        return None
    grain = grain_of(found.filters.period)
    points = _points(viewer, found.filters, grain)
    return StoreBlock(
        tiles=tuple(Tile(MEASURES[key], stores.changes[key]) for key in SHOWN),
        tables=_tables(viewer, stores, found.filters, view),
        points=tuple((point_name(point.start, grain), point) for point in points),
        curve=_curve(viewer, found, points, grain, currency),
        query=found.filters.as_query(),
    )


def _points(viewer: Viewer, filters: Filters, grain: str) -> tuple[Point, ...]:
    return series(sold_days(viewer, filters), filters.period, grain)


def _curve(
    viewer: Viewer, found: Dashboard, points: Sequence[Point], grain: str, currency: str
) -> dict[str, Any]:
    others = _points(viewer, found.compared, grain) if found.compared else ()
    names = names_of(found.filters, found.compared)
    return line(points, others, names=names, figure="revenue", kind="money", currency=currency, grain=grain)


def _tables(viewer: Viewer, stores: StoreSales, filters: Filters, view: Asked) -> tuple[StoreTable, ...]:
    tables = [
        _table("store", _("Sales by store"), stores.stores, view, filters),
        _table("product", _("Sales by product"), _products(viewer, filters), view, filters),
    ]
    if any(part.key for part in stores.regions):
        tables.append(_table("region", _("Sales by region"), stores.regions, view, filters))
    return tuple(tables)


def _products(viewer: Viewer, filters: Filters) -> tuple[StorePart, ...]:
    rows = query(viewer, "sales_revenue", "product", filters)
    total = sum(int(row.value or 0) for row in rows)
    return tuple(
        StorePart(row.key, row.id, int(row.value or 0), ratio(int(row.value or 0), total), "") for row in rows
    )


def _table(
    key: str, title: str | Promise, parts: Sequence[StorePart], view: Asked, filters: Filters
) -> StoreTable:
    whole = f"sold-{key}"
    is_whole = whole in view.whole
    shown = parts if is_whole or len(parts) <= SHORT + 1 else parts[:SHORT]
    rest = parts[len(shown) :]
    largest = max((part.revenue for part in parts), default=0)
    return StoreTable(
        key=key,
        title=title,
        lines=tuple(_line(key, part, largest, filters) for part in shown),
        rest=len(rest),
        rest_revenue=sum(part.revenue for part in rest),
        count=len(parts),
        revenue=sum(part.revenue for part in parts),
        url=view.toggled(whole),
        is_whole=is_whole and len(parts) > SHORT + 1,
    )


def _line(key: str, part: StorePart, largest: int, filters: Filters) -> Line:
    name = NAMELESS[key] if part.key is None else part.key
    value = part.key if part.id is None else part.id
    width = part.revenue / largest if largest > 0 else 0
    return Line(name, part, width, filters.with_pick(key, value).as_query())


def stores_map(stores: StoreSales, currency: str) -> dict[str, Any] | None:
    """Store revenue by region, for a company whose deals have none."""
    known = [part for part in stores.regions if part.key in METROPOLITAN]
    if not known:
        return None
    regions = [
        {
            "name": part.key,
            "value": part.revenue,
            "text": formats.money(part.revenue, currency, get_language() or "fr", 0),
        }
        for part in known
    ]
    return {"kind": "money", "currency": currency, "regions": regions}
