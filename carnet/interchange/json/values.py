"""JSON values as cells: one level of objects and lists is laid flat, numbers stay within bounds."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.tables import Cell
from carnet.interchange.values.several import list_text
from carnet.interchange.values.texts import guard

LONGEST_NUMBER = 17
"""Digits up to which a number is the same in a computer's form; a longer one stays text."""
_NO_LETTER = re.compile("[\ud800-\udfff]")
Cells = dict[str, Cell]


class Twice(dict[str, Any]):
    """An object that names one of its members twice: nobody can tell which is meant."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else Twice(found)


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _decimal(text: str) -> float | str:
    return float(text) if len(text) <= LONGEST_NUMBER and "e" not in text.lower() else text


def _constant(text: str) -> str:
    """Programs write NaN where there is no value; the infinite is refused where a number is wanted."""
    return "" if text == "NaN" else text


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_whole,
    parse_float=_decimal,
    parse_constant=_constant,
    strict=False,
)


def cells_of(item: Any) -> Cells:
    """The cells of an object by header; none when it is no object."""
    return dict(_cells(item)) if isinstance(item, dict) else {}


def problem_of(item: Any, cells: Cells, longest: int) -> Message:
    """Why an item is no row, in a sentence; '' when it is one."""
    if not isinstance(item, dict):
        return _("this is no object with named values.")
    if isinstance(item, Twice) or any(isinstance(value, Twice) for value in item.values()):
        return _("a name stands twice in one object.")
    texts = [*cells, *(cell for cell in cells.values() if isinstance(cell, str))]
    joined = "".join(texts)
    if "\0" in joined:
        return _("the line holds a null character.")
    if _NO_LETTER.search(joined):
        return _("the line holds bytes that are no text in the encoding of the file.")
    if len(joined) > longest and max(map(len, texts)) > longest:
        return _("a cell is too long.")
    return ""


def _cells(item: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _members(name, value)
        else:
            yield name, _cell(value)


def _members(name: str, value: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    """A reference {"id", "name"} is its name; the members of another object are columns of their own."""
    if "name" in value:
        yield name, _cell(value["name"])
    for part, inner in value.items():
        if "name" not in value or part not in ("id", "name"):
            yield f"{name}.{part}", _cell(inner)


def _cell(value: Any) -> Cell:
    """As exports write it: texts made inert, lists as words with commas, objects as the JSON they are."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, str):
        return guard(value)  # text here is meant as it stands: reading it takes one mark away again
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]
    if any(isinstance(part, (dict, list)) for part in value):
        return json.dumps(value, ensure_ascii=False)
    return guard(list_text([_word(part) for part in value if part is not None]))


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
