"""The order a table's days are written in: what every value allows, then what is known, then habit."""

from collections.abc import Callable
from datetime import date
from typing import Any

from carnet.catalogue.models import Product
from carnet.core.text import match_key
from carnet.deals.models import Activity, Deal
from carnet.interchange.conventions import Conventions
from carnet.interchange.headers import Recognition
from carnet.interchange.tables import Row, Table
from carnet.interchange.values.days import Order, parse_day
from carnet.interchange.values.numbers import parse_number
from carnet.interchange.values.texts import text_of
from carnet.sales.models import Sale

SAMPLE = 500
Told = tuple[tuple[Any, ...], date]
"""What identifies a record, and the day a row gives it."""


def decided_orders(
    table: Table, recognition: Recognition, conventions: Conventions, wanted: Order | None
) -> dict[int, Order]:
    """The order of each day column: as told, else one for the whole table where that is possible."""
    if wanted:
        return dict.fromkeys(conventions.orders, wanted)
    shared = _shared(list(conventions.orders.values()))
    if len(shared) > 1:
        shared = _agreeing(table, recognition, shared)
    return {at: shared[0] if shared else orders[0] for at, orders in conventions.orders.items()}


def is_assumed(table: Table, conventions: Conventions) -> bool:
    """Whether the values alone leave several readings, so that the reader is told which was taken."""
    open_columns = {at: orders for at, orders in conventions.orders.items() if len(orders) > 1}
    rows = table.sample(SAMPLE) if open_columns else []
    return any(
        len({_day(row, at, order) for order in orders}) > 1
        for at, orders in open_columns.items()
        for row in rows
    )


def _shared(lists: list[list[Order]]) -> list[Order]:
    """The orders every day column allows, the preferred one first."""
    return [order for order in lists[0] if all(order in orders for orders in lists)] if lists else []


def _agreeing(table: Table, recognition: Recognition, orders: list[Order]) -> list[Order]:
    """The orders with the one first under which most rows agree with what is stored."""
    known = _KNOWN.get(recognition.kind)
    if known is None:
        return orders
    rows = table.sample(SAMPLE)
    agreed = {order: known(rows, recognition, order) for order in orders}
    return sorted(orders, key=lambda order: -agreed[order])


def _day(row: Row, at: int, order: Order) -> date | None:
    try:
        return parse_day(row.cells[at], order)
    except ValueError:
        return None


def _known_deals(rows: list[Row], recognition: Recognition, order: Order) -> int:
    """How many days of deals known by their reference are the stored ones."""
    at = recognition.columns_of("reference")
    if not at:
        return 0
    stored = {
        deal.reference: deal
        for deal in Deal.objects.filter(reference__in=[text_of(row.cells[at[0]]) for row in rows])
    }
    agreed = 0
    for field in ("engaged_on", "closed_on", "expected_close_on"):
        for column in recognition.columns_of(field):
            for row in rows:
                deal = stored.get(text_of(row.cells[at[0]]))
                agreed += deal is not None and getattr(deal, field) == _day(row, column, order) is not None
    return agreed


def _known_sales(rows: list[Row], recognition: Recognition, order: Order) -> int:
    """How many rows are a stored sale of that day, product and quantity."""
    days = recognition.columns_of("sold_on")
    if not days:
        return 0
    found = {row.line: day for row in rows if (day := _day(row, days[0], order))}
    stored = set(
        Sale.objects.filter(sold_on__in=set(found.values())).values_list("sold_on", "product_id", "quantity")
    )
    product_of = _products(rows, recognition)
    return sum(
        (found[row.line], product_of(row), _quantity(row, recognition)) in stored
        for row in rows
        if row.line in found
    )


def _products(rows: list[Row], recognition: Recognition) -> Callable[[Row], int | None]:
    columns = recognition.columns_of("product")
    if not columns:
        return lambda row: None
    keys = {match_key(text_of(row.cells[columns[0]])) for row in rows}
    ids = dict(Product.objects.filter(match_key__in=keys).values_list("match_key", "pk"))
    ids |= dict(Product.objects.filter(reference_key__in=keys - {""}).values_list("reference_key", "pk"))
    return lambda row: ids.get(match_key(text_of(row.cells[columns[0]])))


def _quantity(row: Row, recognition: Recognition) -> Any:
    columns = recognition.columns_of("quantity")
    try:
        return parse_number(row.cells[columns[0]]) if columns else None
    except ValueError:
        return None


def _known_activities(rows: list[Row], recognition: Recognition, order: Order) -> int:
    """How many rows are a stored activity of that subject and day."""
    subjects, starts = recognition.columns_of("subject"), recognition.columns_of("starts_at")
    if not subjects or not starts:
        return 0
    told = {(text_of(row.cells[subjects[0]]), _day(row, starts[0], order)) for row in rows}
    stored = Activity.objects.filter(subject__in={subject for subject, _day in told}, starts_at__isnull=False)
    return len(told & set(stored.values_list("subject", "starts_at__date")))


_KNOWN: dict[str, Callable[[list[Row], Recognition, Order], int]] = {
    "deals": _known_deals,
    "sales": _known_sales,
    "activities": _known_activities,
}
