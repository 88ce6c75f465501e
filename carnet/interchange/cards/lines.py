"""The lines of a card as a record keeps them: each with Apple's labels for it and the field it fills."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from carnet.interchange.vcard.card import FRAME, Card, Property

LABELS = ("X-ABLABEL", "X-ABADR", "X-APPLE-SUBADMINISTRATIVEAREA", "X-APPLE-SUBLOCALITY")
"""Properties that say something of the other one of their group."""
_NO_LETTER = re.compile("[\x00\ud800-\udfff]")
MOST_CARDS = 20
"""Digests of cards a record remembers: beyond, the oldest are forgotten."""
Entry = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A property with the labels of its group, the field it fills, and what it was read as (names only)."""

    stated: Property
    labels: tuple[Property, ...] = ()
    fills: str = ""
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The property's name."""
        return self.stated.name

    @property
    def label(self) -> str:
        """What Apple calls it, in the words of `Card.label_of`."""
        if not self.labels:
            return ""
        grouped = tuple(replace(one, group="l") for one in self.labels)
        return Card(0, "", grouped, "").label_of(replace(self.stated, group="l"))

    def filling(self, field: str) -> "Line":
        """The same line as the source of a field; of none for ''."""
        return replace(self, fills=field)

    def entry(self) -> Entry:
        """The form in which a record keeps it."""
        kept = self.stated.as_json()
        if self.labels:
            kept["labels"] = [one.as_json() for one in self.labels]
        if self.fills:
            kept["fills"] = self.fills
        if self.names:
            kept["names"] = list(self.names)
        return kept


def line_of(entry: Mapping[str, Any]) -> Line:
    """The line a record keeps."""
    labels = tuple(Property.from_json(one) for one in entry.get("labels", ()))
    names = tuple(map(str, entry.get("names", ())))
    return Line(Property.from_json(entry), labels, str(entry.get("fills", "")), names)


def kept_lines(kept: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines among what a record keeps."""
    return [line_of(entry) for entry in kept if "name" in entry]


def lines_of(card: Card) -> list[Line]:
    """The lines of a card without its frame; a group of one property and its labels becomes one line."""
    groups: dict[str, list[Property]] = {}
    for one in card.properties:
        if one.group:
            groups.setdefault(one.group.lower(), []).append(one)
    small = {name: members for name, members in groups.items() if _labelled(members) == 1}
    found = []
    for one in map(_storable, card.properties):
        members = small.get(one.group.lower(), [])
        if one.name in FRAME or (members and one.name in LABELS):
            continue
        labels = tuple(replace(member, group="") for member in members if member.name in LABELS)
        found.append(Line(replace(one, group="") if members else one, labels))
    return found


def _storable(one: Property) -> Property:
    """The property without the letters no database takes."""
    params = tuple(
        (_NO_LETTER.sub("", name), tuple(_NO_LETTER.sub("", value) for value in values))
        for name, values in one.params
    )
    return Property(one.group, one.name, params, _NO_LETTER.sub("", one.value))


def _labelled(members: list[Property]) -> int:
    """How many properties of a group are more than labels."""
    return sum(member.name not in LABELS for member in members)


def digest_of(lines: Iterable[Line]) -> str:
    """What a card says, whatever the order of its lines and the names of its groups."""
    told = sorted(repr((_bare(line.stated), sorted(map(_bare, line.labels)))) for line in lines)
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).hexdigest()[:32]


def _bare(one: Property) -> tuple[str, tuple[Any, ...], str]:
    return one.name, tuple(sorted(one.params)), one.value


def digests(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """The cards a record was made of."""
    return [str(entry["card"]) for entry in kept if "card" in entry]


def card_entry(digest: str) -> Entry:
    """The form in which a record remembers a card."""
    return {"card": digest}
