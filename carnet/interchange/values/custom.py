"""Cells as values of the fields a company added."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from carnet.core.custom import Definition, Value, read_value
from carnet.core.errors import Invalid
from carnet.interchange.errors import UnreadableValue
from carnet.interchange.tables import Cell
from carnet.interchange.values.days import Order, parse_day
from carnet.interchange.values.numbers import POINT, parse_number
from carnet.interchange.values.texts import parse_flag, text_of

_READERS: dict[str, Callable[[Cell, str, Order], Decimal | date | bool | None]] = {
    "number": lambda cell, mark, _order: parse_number(cell, mark),
    "day": lambda cell, _mark, order: parse_day(cell, order),
    "flag": lambda cell, _mark, _order: parse_flag(cell),
}


def custom_value(field: Definition, cell: Cell, mark: str = POINT, order: Order = "dmy") -> Value | None:
    """The value a cell brings to a field, None for nothing; what people write is read as in other columns."""
    reader = _READERS.get(field.type)
    try:
        return read_value(field, reader(cell, mark, order) if reader else text_of(cell))
    except UnreadableValue:
        raise
    except Invalid as refusal:
        raise UnreadableValue(refusal.message) from None
