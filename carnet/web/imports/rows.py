"""The first rows of a table as their records will be written, in the words and numbers of the reader."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from carnet.interchange.kinds import AMOUNTS, DAYS, MOMENTS
from carnet.web import formats
from carnet.web.imports import labels

LONGEST = 60


@dataclass(frozen=True)
class ShownRow:
    """A row with its effect in words, its cells, and why it is refused."""

    line: int
    effect: str
    cells: list[tuple[str, bool]]
    """The text and whether it changes what is there."""
    reason: str

    @property
    def label(self) -> str:
        """The effect in a word."""
        return str(labels.EFFECTS[self.effect])

    @property
    def css(self) -> str:
        """The colour of the effect."""
        return labels.EFFECT_TAGS[self.effect]


def shown_rows(tried: dict[str, Any]) -> list[ShownRow]:
    """The rows the trial shows."""
    fields = tried.get("fields", [])
    return [
        ShownRow(
            row["line"],
            row["effect"],
            [(_text(field, row["values"].get(field)), field in row["changed"]) for field in fields],
            row["reason"],
        )
        for row in tried.get("rows", [])
    ]


def _text(field: str, value: Any) -> str:
    if value in (None, "", []):
        return formats.ABSENT
    if isinstance(value, list):
        return ", ".join(_part(part) for part in value)[:LONGEST]
    if field in AMOUNTS and isinstance(value, int):
        return formats.money(value, "", get_language() or "fr")
    if field in DAYS | MOMENTS:
        return _day(str(value))
    return str(value)[:LONGEST]


def _part(part: Any) -> str:
    """A word of a list, the value of a detail, the parts of an address."""
    if not isinstance(part, dict):
        return str(part)
    return str(part.get("value") or " ".join(str(text) for text in part.values() if text))


def _day(text: str) -> str:
    """A day or a moment; what cannot be read stays as it stands in the file."""
    try:
        moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text[:LONGEST]
    return formats.day(moment)
