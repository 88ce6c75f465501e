"""Several values in one cell: words, and the e-mails, phones or links of a contact with what each is for."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.tables import Cell
from carnet.interchange.values.texts import text_of

Detail = dict[str, str]
_BETWEEN = re.compile(r"[;,|\n]+")
_WITH_KIND = re.compile(r"([^()]*?)[ \t]*\(([^()]+)\)")
_APART = frozenset(";,|\n\r")


def list_text(words: Sequence[str]) -> str:
    """The words with commas between them; as JSON where a comma would cut one in two."""
    plain = not any(_APART.intersection(word) or word != word.strip() or not word for word in words)
    text = ", ".join(words)
    return text if plain and not text.startswith("[") else json.dumps(list(words), ensure_ascii=False)


def list_of(cell: Cell) -> list[str]:
    """The words of a cell that holds several, each once, in their order."""
    text = text_of(cell)
    found = _document(text)
    if found is None:
        found = words_of(text)
    if not all(isinstance(word, str) for word in found):
        raise UnreadableValue(_("Expected a list of short texts."))
    return list(dict.fromkeys(word for word in found if word))


def details_text(details: Sequence[Detail]) -> str:
    """ "m@b.example (work), home@b.example"; as JSON where that would not be read the same."""
    text = ", ".join(
        f"{item['value']} ({item['kind']})" if item["kind"] else item["value"] for item in details
    )
    plain = text and not text.startswith("[") and details_of(text, words_of) == list(details)
    return text if plain or not details else json.dumps(list(details), ensure_ascii=False)


def details_of(cell: Cell, values_of: Callable[[Cell], Sequence[str]]) -> list[Detail]:
    """[{"value", "kind"}]; `values_of` reads the values of a text without kinds."""
    text = text_of(cell)
    found = _document(text)
    if found is not None:
        return _checked(found)
    if "(" not in text:
        return [{"value": value, "kind": ""} for value in values_of(text if isinstance(cell, str) else cell)]
    return [detail for part in _BETWEEN.split(text) for detail in _with_kind(part.strip(), values_of)]


def documents_of(cell: Cell) -> list[dict[str, Any]]:
    """A list of objects, written as JSON: addresses, lines of a deal."""
    text = text_of(cell)
    found = _document(text) if text else []
    if found is None or not all(isinstance(item, dict) for item in found):
        raise UnreadableValue(_("Expected a list of objects, as exports write it."))
    return found


def _with_kind(part: str, values_of: Callable[[Cell], Sequence[str]]) -> list[Detail]:
    match = _WITH_KIND.fullmatch(part)
    value, kind = (match[1], match[2].strip()) if match else (part, "")
    return [{"value": one, "kind": kind} for one in values_of(value)] if value else []


def words_of(text: Cell) -> list[str]:
    """The parts of a text as they stand there; the mark that made it inert is gone already."""
    return [part for part in (part.strip() for part in _BETWEEN.split(str(text))) if part]


def _document(text: str) -> list[Any] | None:
    """The list written as JSON in a cell; None for any other text."""
    if not text.startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _checked(found: list[Any]) -> list[Detail]:
    for item in found:
        if not isinstance(item, dict) or not all(isinstance(part, str) for part in item.values()):
            raise UnreadableValue(_('Expected a list of {"value", "kind"}.'))
    return [{"value": item.get("value", ""), "kind": item.get("kind", "")} for item in found]
