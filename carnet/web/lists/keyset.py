"""Pages by the last row seen, not by counting rows: page 100 costs what page 1 costs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, OrderBy, Q, QuerySet

from carnet.web.lists.columns import follow

SALT = "carnet.keyset"
_READERS: dict[str, Callable[[str], Any]] = {
    "d": date.fromisoformat,
    "t": datetime.fromisoformat,
    "n": Decimal,
}


@dataclass(frozen=True)
class Slice:
    """The rows of a page, and the cursors that lead to its neighbours."""

    rows: list[Any]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Order:
    """A sort path, its direction, and whether it may be empty (empty values stand last)."""

    path: str
    descending: bool
    nullable: bool

    def by(self, *, backwards: bool = False) -> list[OrderBy]:
        """The ORDER BY, with the id so that equal values have an order of their own."""
        down = self.descending is not backwards
        first = True if self.nullable and backwards else None
        last = True if self.nullable and not backwards else None
        path, pk = F(self.path), F("pk")
        if down:
            return [path.desc(nulls_first=first, nulls_last=last), pk.desc()]
        return [path.asc(nulls_first=first, nulls_last=last), pk.asc()]

    def beyond(self, value: Any, pk: int, *, backwards: bool = False) -> Q:
        """The rows after this one, or before it when `backwards`."""
        down = self.descending is not backwards
        past, from_here = ("lt", "lte") if down else ("gt", "gte")
        empty = Q(**{f"{self.path}__isnull": True})
        later = Q(**{f"pk__{past}": pk})
        if value is None:
            return ~empty | (empty & later) if backwards else empty & later
        # The first half repeats the bound so that the database can start at it in the index.
        found = Q(**{f"{self.path}__{from_here}": value}) & (Q(**{f"{self.path}__{past}": value}) | later)
        return found | empty if self.nullable and not backwards else found


def order_of(model: type[Model], path: str, *, descending: bool) -> Order:
    """The order by a path; nullable where any step of it may be empty."""
    return Order(path, descending, _may_be_empty(model, path))


def _may_be_empty(model: type[Model], path: str) -> bool:
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if getattr(field, "null", True):
            return True
        if field.related_model:
            model = field.related_model
    return False


def page_of(rows: QuerySet[Any], order: Order, *, size: int, after: str = "", before: str = "") -> Slice:
    """A page of rows; ValueError when the cursor was not made for this order."""
    backwards = bool(before)
    if cursor := before or after:
        value, pk = _read(cursor, order)
        rows = rows.filter(order.beyond(value, pk, backwards=backwards))
    found = list(rows.order_by(*order.by(backwards=backwards))[: size + 1])
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Slice([])
    earlier = more if backwards else bool(after)
    later = bool(before) or more
    return Slice(
        found,
        before=_written(found[0], order) if earlier else "",
        after=_written(found[-1], order) if later else "",
    )


def _written(row: Any, order: Order) -> str:
    value = follow(row, order.path)
    return signing.dumps([_name(order), *_tagged(value), row.pk], salt=SALT, compress=True)


def _read(cursor: str, order: Order) -> tuple[Any, int]:
    try:
        name, tag, value, pk = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise ValueError("not a cursor") from error
    if name != _name(order):
        raise ValueError("a cursor of another order")
    return _READERS[tag](value) if tag in _READERS else value, pk


def _name(order: Order) -> str:
    return f"-{order.path}" if order.descending else order.path


def _tagged(value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "t", value.isoformat()
    if isinstance(value, date):
        return "d", value.isoformat()
    return ("n", str(value)) if isinstance(value, Decimal) else ("", value)
