"""What the lines of a deal add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.errors import Invalid
from carnet.core.money import MAX_MINOR, times
from carnet.deals.models import DealLine
from carnet.journal.bulk import new_record, store_columns
from carnet.journal.documents import Written, written

MOST_LINES = 500
MOST_QUANTITY = Decimal(10**9)


class Lines(list[DealLine]):
    """The unsaved lines of a deal, or of many that offer the same, and what they add up to."""

    @cached_property
    def product(self) -> Product | None:
        """That of the first line."""
        return self[0].product if self else None

    @cached_property
    def list_amount(self) -> int | None:
        """Sum of list price x quantity in minor units; None when no line has a list price."""
        return list_amount(self)

    @cached_property
    def agreed_amount(self) -> int | None:
        """Sum of unit price x quantity in minor units; None unless every line has its price."""
        return agreed_amount(self)

    @cached_property
    def described(self) -> list[dict[str, Any]]:
        """The lines as a journal shows them."""
        return described(self)

    @cached_property
    def written(self) -> Written:
        """The same as JSON."""
        return written(self.described)


def lines_from(raw: Iterable[Mapping[str, Any]] | Lines, *, kept: Iterable[DealLine] = ()) -> Lines:
    """Unsaved lines of {"product", "quantity", "unit_price"}; the list price is frozen as it now is.

    Products among the `kept` lines, those the deal had, keep the list price they were offered at.
    """
    if isinstance(raw, Lines):
        return raw
    frozen = {line.product_id: line.list_price for line in kept}
    items = list(raw)
    if len(items) > MOST_LINES:
        raise Invalid(_("At most %(most)s lines.") % {"most": MOST_LINES}, field="lines")
    return Lines(_line(position, item, frozen) for position, item in enumerate(items))


def store_lines(offers: Iterable[tuple[int, Lines]]) -> None:
    """Store the lines of new deals, given with the ids of the deals."""
    pairs = [(deal_id, line) for deal_id, lines in offers for line in lines]
    columns: dict[str, list[Any]] = {
        "deal_id": [deal_id for deal_id, _line in pairs],
        "product_id": [line.product_id for _deal_id, line in pairs],
        "quantity": [line.quantity for _deal_id, line in pairs],
        "unit_price": [line.unit_price for _deal_id, line in pairs],
        "list_price": [line.list_price for _deal_id, line in pairs],
        "position": [line.position for _deal_id, line in pairs],
    }
    store_columns(DealLine, columns, len(pairs))


def _line(position: int, item: Mapping[str, Any], frozen: Mapping[int, int | None]) -> DealLine:
    product = item.get("product")
    if not isinstance(product, Product):
        raise Invalid(_("Each line needs a product."), field="lines")
    price = item.get("unit_price")
    if price is not None and abs(price) > MAX_MINOR:
        raise Invalid(_("This price is too large."), field="lines")
    return new_record(
        DealLine,
        {
            "product": product,
            "quantity": _quantity(item.get("quantity", 1)),
            "unit_price": price,
            "list_price": item.get("list_price", frozen.get(product.pk, product.list_price)),
            "position": position,
        },
    )


@lru_cache(maxsize=1024)
def _quantity(raw: Any) -> Decimal:
    try:
        quantity = Decimal(str(raw if raw is not None else 1)).quantize(Decimal("0.001"))
    except InvalidOperation:
        quantity = Decimal(0)
    if not quantity.is_finite() or not 0 < quantity <= MOST_QUANTITY:
        raise Invalid(_("A quantity is above zero and at most a billion."), field="lines")
    return quantity


def list_amount(lines: Iterable[DealLine]) -> int | None:
    """Sum of list price x quantity in minor units; None when no line has a list price."""
    priced = [times(line.list_price, line.quantity) for line in lines if line.list_price is not None]
    return sum(priced) if priced else None


def agreed_amount(lines: Iterable[DealLine]) -> int | None:
    """Sum of unit price x quantity in minor units; None unless every line has its price."""
    priced = [None if line.unit_price is None else times(line.unit_price, line.quantity) for line in lines]
    return sum(price for price in priced if price is not None) if priced and None not in priced else None


def described(lines: Iterable[DealLine]) -> list[dict[str, Any]]:
    """The lines as a journal shows them."""
    return [
        {
            "product": line.product_id,
            "quantity": f"{line.quantity.normalize():f}",
            "unit_price": line.unit_price,
            "list_price": line.list_price,
        }
        for line in sorted(lines, key=lambda line: line.position)
    ]


@dataclass(frozen=True, slots=True)
class LineFigures:
    """What a line comes to: the agreed price, else the list price, and how far it lies below the list."""

    line: DealLine
    price: int | None
    total: int | None
    discount: float | None


@dataclass(frozen=True, slots=True)
class LineSums:
    """The lines of a deal with their sums; the discount is that of the lines that have both prices."""

    lines: list[LineFigures]
    quantity: Decimal
    list_total: int
    total: int
    discount: float | None


def figures_of(lines: Iterable[DealLine]) -> LineSums:
    """The figures of each line and of all of them."""
    rows = [_figures(line) for line in lines]
    both = [row for row in rows if row.line.list_price is not None and row.total is not None]
    listed = sum(times(row.line.list_price or 0, row.line.quantity) for row in both)
    return LineSums(
        lines=rows,
        quantity=sum((row.line.quantity for row in rows), Decimal(0)),
        list_total=list_amount([row.line for row in rows]) or 0,
        total=sum(row.total or 0 for row in rows),
        discount=_discount(listed, sum(row.total or 0 for row in both)),
    )


def _figures(line: DealLine) -> LineFigures:
    price = line.list_price if line.unit_price is None else line.unit_price
    total = None if price is None else times(price, line.quantity)
    return LineFigures(line, price, total, _discount(line.list_price, price))


def _discount(listed: int | None, agreed: int | None) -> float | None:
    return 1 - agreed / listed if listed and agreed is not None else None
