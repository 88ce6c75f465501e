"""All the dashboard shows, in a bounded number of queries whatever the number of deals."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.deals.models import StageKind
from carnet.identity.visibility import Viewer
from carnet.journal.queries import revision
from carnet.metrics.base import by_region, folded, ratio
from carnet.metrics.change import PREVIOUS, Change, change_of, compared_period
from carnet.metrics.dimensions import Label
from carnet.metrics.filters import Filters
from carnet.metrics.groups import Group, groups_of
from carnet.metrics.kpis import Kpis, folded_kpis, products_listed
from carnet.metrics.measures import MEASURES, Measure
from carnet.metrics.names import names_of
from carnet.metrics.people import Place, sellers
from carnet.metrics.series import Point, grain_of, series
from carnet.metrics.snapshot import Snapshot, snapshot
from carnet.metrics.stores import StoreSales, store_sales

TILES = (
    "revenue",
    "deals",
    "average_revenue",
    "win_rate",
    "sales_cycle_days",
    "revenue_per_product",
    "won_sales",
    "lost_sales",
    "open_value",
    "lost_value",
    "products_sold",
)
_SPARKS = {
    "revenue": "revenue",
    "deals": "sales",
    "won_sales": "won",
    "lost_sales": "lost",
    "average_revenue": "average",
    "win_rate": "win_rate",
}
_KIND_OF_TILE = {"revenue": "won", "won_sales": "won", "lost_sales": "lost", "lost_value": "lost"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A measure with its change, its curve (empty where it has none) and the link to its records."""

    measure: Measure
    change: Change
    spark: tuple[int | float | None, ...]
    query: str


@dataclass(frozen=True, slots=True)
class StageRow:
    """The deals of a kind of stage."""

    kind: str
    label: Label
    count: int
    value: int
    share: float | None
    before: int | None
    query: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: how many deals came so far, and their share of the step before."""

    key: str
    label: Label
    count: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The page: `compared` and `compared_points` are None and empty where the period is open."""

    kpis: Kpis
    filters: Filters
    compared: Filters | None
    tiles: dict[str, Tile]
    grain: str
    points: tuple[Point, ...]
    compared_points: tuple[Point, ...]
    stages: tuple[StageRow, ...]
    funnel: tuple[Step, ...]
    tables: dict[str, tuple[Group, ...]]
    stores: StoreSales | None


def dashboard(viewer: Viewer, filters: Filters, *, now: datetime, base: str = PREVIOUS) -> Dashboard:
    """The figures of the period, beside those of the period before or of last year (`base`)."""
    stamp = revision()
    people = sellers(viewer)
    current = snapshot(viewer, filters, people)
    other = compared_period(filters.period, base)
    compared = filters.with_period(other) if other else None
    earlier = snapshot(viewer, compared, people, only_compared=True) if compared else None
    grain = grain_of(filters.period)
    points = series(current.days, filters.period, grain)
    listed = products_listed(viewer, filters)
    return Dashboard(
        kpis=folded_kpis(current.cells, current.staff, filters, products=listed, at=(stamp, now)),
        filters=filters,
        compared=compared,
        tiles={key: _tile(key, current, earlier, points, filters) for key in TILES},
        grain=grain,
        points=points,
        compared_points=series(earlier.days, compared.period, grain) if earlier and compared else (),
        stages=_stages(current, earlier, filters),
        funnel=_funnel(current),
        tables=_tables(viewer, current, earlier, filters) | {"region": _regions(viewer, filters)},
        stores=store_sales(viewer, filters, compared),
    )


def _tile(
    key: str, current: Snapshot, earlier: Snapshot | None, points: tuple[Point, ...], filters: Filters
) -> Tile:
    measure = MEASURES[key]
    change = change_of(measure, current.figures[key], earlier.figures[key] if earlier else None)
    spark = tuple(getattr(point, _SPARKS[key]) for point in points) if key in _SPARKS else ()
    kind = _KIND_OF_TILE.get(key)
    narrowed = filters.with_pick("stage_kind", kind) if kind else filters
    return Tile(measure, change, spark, narrowed.as_query())


def _stages(current: Snapshot, earlier: Snapshot | None, filters: Filters) -> tuple[StageRow, ...]:
    kinds, before = current.kinds, earlier.kinds if earlier else None
    total = sum(count for count, _value in kinds.values())
    rows = []
    for kind in StageKind:
        count, value = kinds.get(kind, (0, 0))
        earlier_count = None if before is None else before.get(kind, (0, 0))[0]
        query = filters.with_pick("stage_kind", kind.value).as_query()
        rows.append(StageRow(kind.value, kind.label, count, value, ratio(count, total), earlier_count, query))
    return tuple(rows)


def _funnel(current: Snapshot) -> tuple[Step, ...]:
    count = {kind: deals for kind, (deals, _value) in current.kinds.items()}
    closed = count.get("won", 0) + count.get("lost", 0)
    engaged = closed + count.get("engaging", 0)
    steps = (
        ("opened", _("Opened"), engaged + count.get("prospecting", 0)),
        ("engaged", _("Engaged"), engaged),
        ("closed", _("Closed"), closed),
        ("won", pgettext_lazy("deals", "Won"), count.get("won", 0)),
    )
    wholes = (steps[0][2], *(reached for _key, _label, reached in steps))
    return tuple(
        Step(key, label, reached, ratio(reached, whole))
        for (key, label, reached), whole in zip(steps, wholes, strict=False)
    )


def _tables(
    viewer: Viewer, current: Snapshot, earlier: Snapshot | None, filters: Filters
) -> dict[str, tuple[Group, ...]]:
    ids = {cell.product for cell in current.cells if cell.product is not None}
    names = names_of(viewer, "product", ids)
    bought = _products_by_sector(current)
    tables = {
        key: groups_of(
            key,
            current.places(key),
            earlier.places(key) if earlier else None,
            filters,
            products=bought if key == "sector" else None,
        )
        for key in ("agent", "manager", "office", "sector")
    }
    before = earlier.products(names) if earlier else None
    return tables | {"product": groups_of("product", current.products(names), before, filters)}


def _regions(viewer: Viewer, filters: Filters) -> tuple[Group, ...]:
    """Of this period alone: neither the map nor its table shows the other one."""
    places = folded(by_region(viewer, filters), lambda cell: Place(None, cell.region))
    return groups_of("region", places, None, filters)


def _products_by_sector(current: Snapshot) -> dict[str | None, int]:
    found: dict[str | None, set[int]] = {}
    for cell in current.cells:
        if cell.kind == "won" and cell.product is not None:
            found.setdefault(cell.sector, set()).add(cell.product)
    return {sector: len(products) for sector, products in found.items()}
