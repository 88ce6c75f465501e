"""Finding rows by the fields a company added: what both engines make of the JSON column `custom` alike."""

from collections.abc import Iterable

from django.db.models import F, FloatField, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.db.models.lookups import (
    Exact,
    GreaterThanOrEqual,
    IContains,
    IExact,
    In,
    IsNull,
    LessThanOrEqual,
)

from carnet.core.custom import Definition, Value


def text_of(key: str) -> KeyTextTransform:
    """The value of a field as text ("true" and "false" for yes and no), NULL where there is none."""
    return KeyTextTransform(key, F("custom"))


def ordered_by(field: Definition) -> Cast:
    """The value as it is compared and sorted: numbers as numbers, all else by its text."""
    # Without a cast, Django compares what a key leads to with JSON.
    return Cast(text_of(field.key), FloatField() if field.type == "number" else TextField())


def absent(key: str) -> Q:
    """Rows without a value."""
    return Q(IsNull(text_of(key), True))


def any_of(key: str, values: Iterable[Value]) -> Q:
    """Rows with one of these values, as they are kept."""
    wanted = [_written(value) for value in values]
    return Q(Exact(text_of(key), wanted[0])) if len(wanted) == 1 else Q(In(text_of(key), wanted))


def same_text(key: str, text: str) -> Q:
    """Rows with this text, whatever its case."""
    return Q(IExact(text_of(key), text))


def holding(key: str, text: str) -> Q:
    """Rows with this text somewhere in the value, whatever its case."""
    return Q(IContains(text_of(key), text))


def between(field: Definition, low: str | None, high: str | None) -> Q:
    """Rows from one number or day to another, both included; None leaves a side open."""
    found = Q()
    for bound, lookup in ((low, GreaterThanOrEqual), (high, LessThanOrEqual)):
        if bound is not None:
            value = float(bound) if field.type == "number" else bound
            found &= Q(lookup(ordered_by(field), value))
    return found


def _written(value: Value) -> str:
    return value if isinstance(value, str) else str(value).lower()
