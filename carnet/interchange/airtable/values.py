"""One cell of Airtable's JSON as the cell of a table: text, number or nothing."""

import re
from typing import Any

from carnet.interchange.tables import Cell

_RECORD_ID = re.compile(r"rec[\w-]{1,60}", re.ASCII)
_REAL_ID = re.compile(r"rec[A-Za-z0-9]{14}")
_SHOWN = ("name", "text", "value", "email", "filename", "label", "id")
"""Of a collaborator, a barcode, a generated text, an attachment, a button: what people see."""
MOST_PARTS = 1000


def parts_of(value: Any) -> list[Cell]:
    """What a cell holds, each once: a lookup is a list even when it looks up one thing."""
    values = value[:MOST_PARTS] if isinstance(value, list) else [value]
    cells = [part for item in values if (part := _plain(item)) != ""]
    return list(dict.fromkeys(cells))


def links_of(value: Any) -> list[str]:
    """The records a cell may link to; none where it is not a list of what could be record ids."""
    if not isinstance(value, list) or not value:
        return []
    ids = [item.get("id") if isinstance(item, dict) else item for item in value[:MOST_PARTS]]
    if not all(isinstance(one, str) and _RECORD_ID.fullmatch(one) for one in ids):
        return []
    return list(dict.fromkeys(str(one) for one in ids))


def is_record_id(text: str) -> bool:
    """Whether a text can be nothing but the id of a record, known or not: "recycling" is a word."""
    return bool(_REAL_ID.fullmatch(text)) and not text.islower()


def _plain(value: Any) -> Cell:
    """A formula that failed ({"error": …}, {"specialValue": "NaN"}) says nothing."""
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dict):
        shown = (value.get(name) for name in _SHOWN)
        return next((part for part in shown if isinstance(part, (str, int, float)) and part != ""), "")
    return ""
