"""What the template of the dashboard shows of its figures."""

from dataclasses import replace
from typing import Any

from carnet.deals.models import CLOSED_KINDS, OPEN_KINDS
from carnet.identity.visibility import Viewer
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.filters import Filters, Pick
from carnet.metrics.measures import MEASURES
from carnet.metrics.wording import KPI_WORDS
from carnet.web import drawings
from carnet.web.dashboard import charts, outlook
from carnet.web.dashboard.asked import Asked
from carnet.web.dashboard.bar import bar_of, names_of, period_text
from carnet.web.dashboard.stores import SHOWN, store_block, stores_map
from carnet.web.dashboard.tables import table_of

OFFICES = 4
FURTHER = ("win_rate", "sales_cycle_days", "open_value", *SHOWN)


def context_of(viewer: Viewer, view: Asked, found: Dashboard, currency: str) -> dict[str, Any]:
    """Bar, figures, tables and charts."""
    tables = {key: table_of(key, groups, view) for key, groups in found.tables.items() if key != "office"}
    return {
        "bar": bar_of(viewer, view),
        "found": found,
        "kpis": found.kpis,
        "tiles": found.tiles,
        "currency": currency,
        "tables": tables | {"office": table_of("office", found.tables["office"], view, OFFICES)},
        "other": period_text(found.compared.period) if found.compared else "",
        "periods": names_of(found.filters, found.compared),
        "queries": _queries(found),
        "stages": _stages(found),
        "export_csv": view.address(format="csv"),
        "export_xlsx": view.address(format="xlsx"),
        "funnel": drawings.funnel([step.count for step in found.funnel]),
        "definitions": _definitions(),
        "stores": store_block(viewer, found, view, currency),
        **_charts(found, currency),
    }


def _queries(found: Dashboard) -> dict[str, str]:
    """The addresses of the records behind the figures that are no group of a table."""
    best = found.kpis.highest_revenue_agent
    won = _of_kinds(found.filters, "won")
    return {
        "all": found.filters.as_query(),
        "won": won.as_query(),
        "open": _of_kinds(found.filters, *OPEN_KINDS).as_query(),
        "closed": _of_kinds(found.filters, *CLOSED_KINDS).as_query(),
        "best": won.with_pick("agent", best.id).as_query() if best else "",
        "products": "",
    }


def _of_kinds(filters: Filters, *kinds: str) -> Filters:
    return replace(filters, picks=(*filters.picks, *(Pick("stage_kind", kind, kind) for kind in kinds)))


def _stages(found: Dashboard) -> list[dict[str, Any]]:
    """The rows of the table under the funnel, each number with the key of its definition."""
    return [
        {
            "kind": row.kind,
            "label": row.label,
            "count": row.count,
            "value": row.value,
            "before": row.before,
            "query": row.query,
            "count_key": f"total_{row.kind}_sales",
            "value_key": f"total_{row.kind}_revenue",
        }
        for row in found.stages
    ]


def _charts(found: Dashboard, currency: str) -> dict[str, Any]:
    regions = charts.deals_map(found.tables["region"], currency)
    of_stores = stores_map(found.stores, currency) if found.stores and not regions else None
    return {
        "curve": charts.curve(found, "revenue", "money", currency),
        "rates": charts.curve(found, "win_rate", "share", currency),
        "points": charts.points_table(found),
        "map": regions or of_stores,
        "is_map_of_stores": of_stores is not None,
    }


def _definitions() -> list[tuple[str, Any, Any]]:
    """Key, name and definition of every number of the page, which points at them by key."""
    named = [(key, words.label, words.definition) for key, words in KPI_WORDS.items()]
    return [
        *named,
        outlook.DEFINITION,
        *((key, MEASURES[key].label, MEASURES[key].definition) for key in FURTHER),
    ]
