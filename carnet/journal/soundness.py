"""Whether new records hold only what their columns can: found out by the column, not by the record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from types import NoneType
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models

from carnet.journal.inserting import Column, Field

_TEXTS = frozenset({"CharField", "TextField", "SlugField"})
Accept = Callable[[Any], bool]


def is_sound(records: Sequence[models.Model], acceptable: Accept) -> bool:
    """Whether every value of these records is one its column can hold, just as it stands.

    `acceptable` judges what no field knows of. Where the answer is no, each record is to be checked alone.
    """
    if not records:
        return True
    fields, taken = _checked_fields(type(records[0]))
    columns = zip(*map(taken, map(vars, records)), strict=True)
    return all(
        _is_sound_column(field, column, acceptable) for field, column in zip(fields, columns, strict=True)
    )


def are_sound_columns(model: type[models.Model], columns: Mapping[str, Column], acceptable: Accept) -> bool:
    """The same of new records given by columns (by attname), none of them empty."""
    fields, _taken = _checked_fields(model)
    return all(
        _is_sound_column(field, columns[field.attname], acceptable)
        for field in fields
        if field.attname in columns
    )


def _is_sound_column(field: Field, column: Column, acceptable: Accept) -> bool:
    if column.count(column[0]) == len(column):
        column = column[:1]
    if {str} == set(map(type, column)) and field.get_internal_type() in _TEXTS:
        return _is_sound_text(field, column, acceptable)
    try:
        values: Iterable[Any] = set(column)
    except TypeError:
        values = column
    kinds = set(map(type, values)) - {NoneType}
    if kinds in ({int}, {date}) and all(map(_only_bounds, field.validators)):
        ordered = [value for value in values if value is not None]
        values = {*values} - {*ordered} | {min(ordered), max(ordered)}
    return all(_is_sound_value(field, value, acceptable) for value in values)


def _is_sound_text(field: Field, column: Column, acceptable: Accept) -> bool:
    """The longest stands for all, and all together for what no text may hold."""
    longest = max(column, key=len)
    if field.choices or not all(isinstance(one, MaxLengthValidator) for one in field.validators):
        return all(_is_sound_value(field, value, acceptable) for value in set(column))
    return (
        (field.blank or not field.editable or "" not in column)
        and _is_sound_value(field, longest, acceptable)
        and acceptable("".join(column))
    )


def _only_bounds(validator: Any) -> bool:
    return isinstance(validator, (MinValueValidator, MaxValueValidator))


def _is_sound_value(field: Field, value: Any, acceptable: Accept) -> bool:
    if field.blank and value in field.empty_values:
        return True
    try:
        return bool(field.clean(value, None) == value) and acceptable(value)
    except ValidationError:
        return False


@lru_cache(maxsize=64)
def _checked_fields(model: type[models.Model]) -> tuple[tuple[Field, ...], Callable[[Any], Column]]:
    fields = tuple(
        field
        for field in model._meta.concrete_fields
        if not field.generated and not field.is_relation and not field.primary_key
    )
    return fields, itemgetter(*(field.attname for field in fields))
