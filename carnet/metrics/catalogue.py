"""What products and stores show of deals and sales: one query for the rows of a page."""

from datetime import date
from typing import Any

from django.db.models import Count, Sum

from carnet.catalogue import queries as catalogue
from carnet.catalogue.models import Product, Store
from carnet.deals import queries as deals
from carnet.identity.visibility import Viewer
from carnet.metrics.beside import figures_of, per, put
from carnet.sales import queries as sales


def enrich_products(viewer: Viewer, rows: list[Product], today: date) -> None:
    """Set won_deals and sold on each row."""
    won: Any = deals.visible_deals(viewer).filter(stage_kind="won")
    found = figures_of(
        catalogue.visible_products(viewer).filter(pk__in=[row.pk for row in rows]),
        won_deals=per(won, "lines__product", Count("pk", distinct=True)),
        sold=per(sales.visible_sales(viewer), "product", Sum("amount")),
    )
    put(rows, found, zeros=("won_deals",))


def enrich_stores(viewer: Viewer, rows: list[Store], today: date) -> None:
    """Set sold on each row."""
    found = figures_of(
        catalogue.visible_stores(viewer).filter(pk__in=[row.pk for row in rows]),
        sold=per(sales.visible_sales(viewer), "store", Sum("amount")),
    )
    put(rows, found)
