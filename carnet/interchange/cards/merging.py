"""What a card adds to a record that is there: lists grow, kept lines are joined, nothing is lost."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from carnet.directory.details import MOST
from carnet.interchange.cards import details, names, wholes
from carnet.interchange.cards.lines import MOST_CARDS, Entry, Line, card_entry, digests
from carnet.interchange.cells import Values

_ONCE = frozenset("REV PRODID KIND GENDER CLASS SORT-STRING MAILER X-ABUID X-ABSHOWAS".split())
"""Of these a card has one: a newer one takes the older one's place."""
MOST_KEPT = 1_000
_NAMES = (*names.PARTS,)


def joined_details(field: str, held: Sequence[details.Detail], added: Sequence[details.Detail]) -> list[Any]:
    """The details held, then those that are new, in whatever way they are written."""
    kind = details.BY_FIELD[field]
    known = {kind.same(detail) for detail in held}
    return [*held, *(detail for detail in added if kind.same(detail) not in known)][:MOST]


def joined_kept(held: Sequence[Entry], added: Sequence[Entry], fields: Iterable[str]) -> list[Entry]:
    """The lines held, then the new ones; those of `fields`, which the card says anew, replace the old."""
    anew = {*fields} & {*wholes.BY_FIELD, "photo"}
    if {*fields} & {*_NAMES}:
        anew |= {"N", "FN"}
    once = {entry["name"] for entry in added if entry.get("name") in _ONCE and not entry.get("fills")}
    stays = [
        entry
        for entry in held
        if entry.get("fills", "") not in anew and (entry.get("name") not in once or entry.get("fills"))
    ]
    lines = {repr(sorted(entry.items())): entry for entry in (*stays, *added) if "card" not in entry}
    cards = list(dict.fromkeys((*digests(held), *digests(added))))[-MOST_CARDS:]
    return [*islice(lines.values(), MOST_KEPT), *map(card_entry, cards)]


def contradicted(record: Any, values: Values) -> list[str]:
    """The fields in which a card says something else than the record of an earlier card of the file."""
    single = {*wholes.BY_FIELD, *_NAMES, "photo"} - {"categories", "uid"}
    return [
        name
        for name, value in values.items()
        if name in single and getattr(record, name) not in (None, "") and getattr(record, name) != value
    ]


def set_beside(values: Values, fields: Sequence[str]) -> Values:
    """The values without these fields, whose lines are kept beside so that no word is lost."""
    left = {name: value for name, value in values.items() if name not in fields}
    kept: list[Entry] = list(values.get("kept", []))
    loose = [_loose(entry, fields) for entry in kept]
    said = {entry["fills"] for entry in kept if entry.get("fills")}
    plain = [
        Line(whole.plain(_told(values[name]), "3.0")).entry()
        for name in fields
        if name in wholes.BY_FIELD and name not in said
        for whole in (wholes.BY_FIELD[name],)
    ]
    return {**left, "kept": [*(entry for entry in loose if entry), *plain]}


def _loose(entry: Entry, fields: Sequence[str]) -> Entry:
    """The line without the field it would have filled; a second N or photo cannot stand in one card."""
    purpose = entry.get("fills", "")
    if purpose in ("N", "FN") and {*fields} & {*_NAMES}:
        return {} if purpose == "N" else {k: v for k, v in entry.items() if k not in ("fills", "names")}
    if purpose not in fields:
        return entry
    return {name: part for name, part in entry.items() if name != "fills"}


def _told(value: Any) -> Any:
    return value if isinstance(value, (str, list)) else str(value)
