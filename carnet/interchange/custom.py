"""Columns of files for the fields a company added: known by their headers, or guessed from their values."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from carnet.core.acting import Actor
from carnet.core.custom import name_of
from carnet.core.text import match_key
from carnet.identity.custom_fields import LONGEST_CHOICE, create_custom_field
from carnet.identity.models import CustomField
from carnet.identity.queries import all_custom_fields, custom_fields
from carnet.interchange.kinds import KINDS
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.interchange.tables import Cell
from carnet.interchange.values.days import DayEvidence
from carnet.interchange.values.numbers import COMMA, POINT, NumberEvidence, parse_number
from carnet.interchange.values.texts import parse_flag, text_of

Own = Mapping[str, CustomField]
"""The fields added to a kind of record, by their name beside the others ("custom.size")."""

MOST_CHOICES = 12
LONGEST_HEADER = 120
_NO_COUNT = re.compile(r"\+|0\d")
_LINKS = ("http://", "https://", "mailto:")


def own_fields(kind: str) -> dict[str, CustomField]:
    """The fields added to the records of a kind of file ("contacts"), in their order."""
    found = custom_fields(CUSTOMISED[kind]) if kind in CUSTOMISED else []
    return {name_of(one.key): one for one in found}


def own_headers() -> dict[str, dict[str, str]]:
    """By kind of file: the name of the added field behind each header that means one, in one query."""
    names = {kind: name for name, kind in CUSTOMISED.items()}
    found: dict[str, dict[str, str]] = {name: {} for name in names.values()}
    fields = list(all_custom_fields())
    for written in _WRITTEN:
        for one in fields:
            found[names[one.kind]].setdefault(match_key(written(one)), name_of(one.key))
    return found


# A label counts before a key: a field may be called what another was called once.
_WRITTEN: tuple[Callable[[CustomField], str], ...] = (
    lambda one: name_of(one.key),
    lambda one: one.label,
    lambda one: one.key,
)


def header_of(kind: str, one: CustomField) -> str:
    """What stands over its column in a file we write: its name, unless that is another column's."""
    return name_of(one.key) if match_key(one.label) in KINDS[kind].field_of else one.label


def kept_as_custom(kind: str, header: str, cells: Iterable[Cell], *, actor: Actor) -> str:
    """The name ("custom.size") of the added field a column goes into, made if there is none."""
    known = own_headers()[kind].get(match_key(header))
    if known:
        return known
    made = create_custom_field(kind=CUSTOMISED[kind], values=guessed_field(header, cells), actor=actor)
    return name_of(made.key)


def guessed_field(header: str, cells: Iterable[Cell]) -> dict[str, Any]:
    """What a new field for a column would be: `label`, `type` and `choices`, by all its values."""
    column = _Column()
    for cell in cells:
        column.see(cell)
    kind = column.type()
    label = " ".join(header.split())[:LONGEST_HEADER]
    return {"label": label, "type": kind, "choices": list(column.words) if kind == "choice" else []}


def _is_flag(cell: Cell) -> bool:
    try:
        return parse_flag(cell) is not None
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    """Digits that count something: a phone number or a code with noughts in front does not."""
    if _NO_COUNT.match(text):
        return False
    for mark in (POINT, COMMA):
        try:
            return parse_number(text, mark) is not None
        except ValueError:
            continue
    return False


@dataclass
class _Column:
    """What the values of a column may be; of many values it keeps only counts."""

    filled: int = 0
    flags: bool = True
    links: bool = True
    numbers: bool = True
    worded: bool = False
    words: dict[str, None] = field(default_factory=dict)
    days: DayEvidence = field(default_factory=DayEvidence)
    marks: NumberEvidence = field(default_factory=NumberEvidence)

    def see(self, cell: Cell) -> None:
        """Count a value against the types it cannot be."""
        text = text_of(cell)
        if not text:
            return
        self.filled += 1
        self.days.see(cell)
        self.marks.see(cell)
        self.worded = self.worded or isinstance(cell, bool) or not text.isdigit()
        self.flags = self.flags and _is_flag(cell)
        self.links = self.links and text.lower().startswith(_LINKS)
        self.numbers = self.numbers and _is_number(text)
        if len(self.words) <= MOST_CHOICES:
            self.words[text[: LONGEST_CHOICE + 1]] = None

    def type(self) -> str:
        """The narrowest type that holds every value; a text where there is none."""
        if not self.filled:
            return "text"
        fitting = {
            "flag": self.flags and self.worded,
            "number": self.numbers and min(self.marks.refusals.values()) == 0,
            "day": self.worded and min(self.days.refusals.values()) == 0,
            "link": self.links,
            "choice": self._repeats(),
        }
        return next((kind for kind, fits in fitting.items() if fits), "text")

    def _repeats(self) -> bool:
        """A few short words, each written several times."""
        few = len(self.words) <= MOST_CHOICES and self.filled >= 3 * len(self.words)
        keys = {match_key(word) for word in self.words}
        return few and all(len(word) <= LONGEST_CHOICE for word in self.words) and "" not in keys
