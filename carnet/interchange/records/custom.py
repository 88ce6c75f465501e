"""The fields a company added among what leaves Carnet: their columns, and their values by key."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from carnet.core.custom import Value as Kept
from carnet.identity.models import CustomField
from carnet.interchange.custom import header_of, own_fields
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.interchange.out import Value
from carnet.interchange.records.shown import Shown

EXACT = 15
"""Digits that a workbook keeps of a number."""


def own_columns(kind: str) -> list[tuple[str, CustomField]]:
    """The added fields of a kind under the header of their column."""
    return [(header_of(kind, field), field) for field in own_fields(kind).values()]


def own_cells(fields: Iterable[CustomField], custom: dict[str, Kept]) -> list[Value]:
    """The cells of one record, in the order of the fields."""
    return [typed(field, custom.get(field.key)) for field in fields]


def typed(field: CustomField, value: Kept | None) -> Value:
    """A value as a workbook counts with it: a number, a day, yes or no, a text."""
    return value if value is None else _TYPED.get(field.type, _plain)(value)


def _plain(value: Kept) -> Value:
    return value


def _number(value: str) -> Value:
    number = Decimal(value)
    return number if len(number.as_tuple().digits) <= EXACT else value


_TYPED: dict[str, Callable[[Any], Value]] = {"number": _number, "day": date.fromisoformat}


def known_only(kind: str, shown: list[Shown]) -> list[Shown]:
    """The objects without what records still hold of deleted fields; no query where they hold nothing."""
    if kind not in CUSTOMISED or not any(one.get("custom") for one in shown):
        return shown
    fields = own_fields(kind).values()
    return [with_known(one, fields) for one in shown]


def with_known(shown: Shown, fields: Iterable[CustomField]) -> Shown:
    """One object with the values of these fields alone."""
    custom = shown.get("custom", {})
    known = {field.key: custom[field.key] for field in fields if field.key in custom}
    return {**shown, "custom": known} if custom else shown
