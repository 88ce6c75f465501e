"""Cards in, cards out: what a file says, in a form two files can be compared by."""

from collections import Counter
from pathlib import Path
from typing import Any

from carnet.directory.models import Account, Contact
from carnet.interchange.cards.days import birthday_of
from carnet.interchange.cards.lines import Line, lines_of
from carnet.interchange.cards.out import Version, vcf_chunks
from carnet.interchange.cards.wholes import uid_of
from carnet.interchange.vcard.card import Card, Property
from carnet.interchange.vcard.read import cards_of

Said = tuple[Any, ...]


def said_in(path: Path) -> list[Counter[Said]]:
    """What each readable card of a file says, line by line, whatever its version."""
    cards = [card for card in cards_of(path) if isinstance(card, Card)]
    return [Counter(said(line) for line in lines_of(card)) for card in cards]


def exported(path: Path, version: Version = "3.0") -> Path:
    """All contacts and accounts there are, as a file."""
    path.write_bytes(b"".join(vcf_chunks([*Contact.objects.order_by("pk"), *_companies()], version=version)))
    return path


def _companies() -> list[Account]:
    return [account for account in Account.objects.order_by("pk") if account.kept]


def lost(before: list[Counter[Said]], after: list[Counter[Said]]) -> list[Said]:
    """The lines of `before` that no card of `after` says; a line said twice in one card may be said once."""
    there = {line for card in after for line in card}
    return [line for card in before for line in card if line not in there]


def said(line: Line) -> Said:
    """What one line says, whatever the order of its parameters and the name of its group."""
    group = line.stated.group and "group"
    return group, _one(line.stated), tuple(sorted(map(_one, line.labels), key=repr))


def _one(one: Property) -> Said:
    if one.name == "BDAY" and (day := birthday_of(Line(one))):
        return one.name, day
    if one.name == "UID":
        return one.name, uid_of(Line(one))
    if one.inline:
        return one.name, one.inline.content
    types = {value.upper() for value in one.param("TYPE")}
    types |= {"PREF"} if one.is_preferred else set()
    others = sorted((name, values) for name, values in one.params if name not in ("TYPE", "PREF"))
    if one.param("PREF") not in ((), ("1",)):
        others.append(("PREF", one.param("PREF")))
    return one.name, tuple(sorted(types)), tuple(others), one.value
