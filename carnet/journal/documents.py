"""The JSON of many records at once, written by the column: what a column has again and again, once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain
from json.encoder import encode_basestring_ascii
from types import NoneType
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

Column = Sequence[Any]
_ENCODED = DjangoJSONEncoder(separators=(",", ":")).encode


class Written(str):
    """A value that is JSON already."""

    __slots__ = ()


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring_ascii,
    int: int.__repr__,
    Written: str.__str__,
    date: lambda value: f'"{value.isoformat()}"',
}
_ALIKE_WHEN_EQUAL = frozenset({str, int, float, bool, date, Written})
_ABSENT = object()


def documents(columns: Mapping[str, Column], extras: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of each row a JSON object of what its columns say; what its extra says instead of them or beside.

    None, empty texts and empty lists in a column say nothing; an extra always does.
    """
    brought = set(chain.from_iterable(extras))
    members = [[""] * len(extras)]
    for name, column in columns.items():
        own = _members(name, column, _is_filled)
        if name in brought and [extra.get(name) for extra in extras] != list(column):
            said = _members(name, [extra.get(name, _ABSENT) for extra in extras], _is_there)
            own = [new or old for new, old in zip(said, own, strict=True)]
        members.append(own)
    members += [
        _members(name, [extra.get(name, _ABSENT) for extra in extras], _is_there)
        for name in sorted(brought.difference(columns))
    ]
    told = [members[0], *filter(any, members)]
    return [f"{{{row[1:]}}}" for row in map("".join, zip(*told, strict=True))]


def written(value: Any) -> Written:
    """A value that many documents tell alike, written once."""
    return Written(_ENCODED(value))


def _is_filled(value: Any) -> bool:
    return bool(value or value == 0)


def _is_there(value: Any) -> bool:
    return value is not _ABSENT


def _members(name: str, column: Column, is_told: Callable[[Any], bool]) -> list[str]:
    """The member of each row's object with a comma before it, '' where it tells nothing."""
    start = f",{encode_basestring_ascii(name)}:"

    def member(value: Any) -> str:
        return start + _WRITERS.get(type(value), _ENCODED)(value) if is_told(value) else ""

    kinds = set(map(type, column))
    if len(kinds) == 1 and column.count(column[0]) == len(column):
        return [member(column[0])] * len(column)
    kinds -= {NoneType, object}
    if len(kinds) == 1 and kinds <= _ALIKE_WHEN_EQUAL:
        values = set(column)
        if len(values) * 2 < len(column):
            known = {value: member(value) for value in values}
            return [known[value] for value in column]
    return list(map(member, column))
