"""A card and its properties in one form, whichever version they were written in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from carnet.core.errors import Message
from carnet.interchange.vcard import escapes
from carnet.interchange.vcard.inline import Inline, inline_of

FRAME = frozenset(("BEGIN", "END", "VERSION"))
"""What stands around the properties of a card."""
Params = tuple[tuple[str, tuple[str, ...]], ...]
_APPLE_LABEL = re.compile(r"_\$!<(.*)>!\$_\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: its value decoded and unfolded, escaped as in 3.0 and 4.0."""

    group: str
    name: str
    params: Params
    value: str

    @property
    def text(self) -> str:
        """The value as one text."""
        return escapes.unescaped(self.value)

    def parts(self) -> list[str]:
        """The parts of a structured value (N, ADR, ORG)."""
        return [escapes.unescaped(part) for part in escapes.split(self.value, ";")]

    def items(self) -> list[str]:
        """The items of a list (CATEGORIES, NICKNAME)."""
        return [escapes.unescaped(item) for item in escapes.split(self.value, ",")]

    def param(self, name: str) -> tuple[str, ...]:
        """The values of a parameter, none when it is absent."""
        return next((values for known, values in self.params if known == name), ())

    @property
    def types(self) -> frozenset[str]:
        """What kind of number or address this is, in lower case: home, work, cell, pref."""
        return frozenset(value.lower() for value in self.param("TYPE"))

    @property
    def is_preferred(self) -> bool:
        """Whether the card puts it first: TYPE=pref, or PREF=1."""
        return "pref" in self.types or self.param("PREF") == ("1",)

    @property
    def inline(self) -> Inline | None:
        """The picture, sound or key that stands in the card itself."""
        return inline_of(self.name, dict(self.params), self.value)

    def as_json(self) -> dict[str, Any]:
        """The form in which a record keeps it."""
        kept: dict[str, Any] = {"name": self.name, "value": self.value}
        if self.group:
            kept["group"] = self.group
        if self.params:
            kept["params"] = [[name, list(values)] for name, values in self.params]
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Property":
        """The property a record kept."""
        params = tuple(
            (str(name).upper(), tuple(map(str, values))) for name, values in kept.get("params", ())
        )
        return cls(str(kept.get("group", "")), str(kept["name"]).upper(), params, str(kept["value"]))


@dataclass(frozen=True)
class Card:
    """A card as it was read: every property kept, and what could not be understood told."""

    line: int
    version: str
    properties: tuple[Property, ...]
    raw: str
    problems: tuple[Message, ...] = ()

    def all(self, name: str) -> list[Property]:
        """The properties of a name, in their order."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        return next((one for one in self.properties if one.name == name), None)

    def label_of(self, one: Property) -> str:
        """What Apple calls it: a text of the user, or one of its own words in lower case."""
        label = self._labels.get(one.group.lower(), "") if one.group else ""
        own = _APPLE_LABEL.match(label)
        return own[1].lower() if own else label

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {one.group.lower(): one.text for one in self.all("X-ABLABEL") if one.group}


@dataclass(frozen=True, slots=True)
class UnreadableCard:
    """A card that cannot be read, with its text for repair."""

    line: int
    reason: Message
    raw: str
