"""A file of cards as a table: one row a card, with the columns people look at and the card itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.cards.company import company, is_company
from carnet.interchange.cards.lines import lines_of
from carnet.interchange.cards.mapped import Mapped
from carnet.interchange.cards.person import person
from carnet.interchange.headers import Recognition
from carnet.interchange.limits import Limits
from carnet.interchange.tables import Dialect, Row, Table
from carnet.interchange.vcard.card import Card, Property, UnreadableCard
from carnet.interchange.vcard.read import cards_of

_BEGIN = re.compile(rb"^[^!-~]*BEGIN[ \t]*:[ \t]*VCARD", re.IGNORECASE | re.MULTILINE)
_LOOKED_AT = 4096
_SHOWN = ("FN", "ORG", "EMAIL", "TEL", "TITLE")
_FIELDS = ("full_name", "account", "emails", "phones", "job_title")
_NOBODY: Message = _("the card names nobody: no name, no address, no number.")
CARDS = Recognition("contacts", dict(enumerate(_FIELDS)), set_name="vcard")


@dataclass(slots=True)
class CardRow(Row):
    """A card on its way in, and what it becomes once that is asked; an unreadable one is its problem."""

    card: Card | None = None
    mapped: Mapped | None = None

    @property
    def is_company(self) -> bool:
        """Whether it is a company's."""
        return self.card is not None and is_company(lines_of(self.card))

    def sorted_out(self) -> "CardRow":
        """The row with what its card becomes, or why it becomes nothing."""
        if self.card is None:
            return self
        mapped = mapped_card(self.card)
        return replace(self, mapped=mapped, problem="" if mapped else _NOBODY)


@dataclass(frozen=True)
class CardTable(Table):
    """A file of cards: its rows are of contacts and accounts at once."""

    def card_rows(self, *, companies: bool) -> Iterator[CardRow]:
        """Either the cards of companies, or the others and what could not be read."""
        for row in self.rows():
            if isinstance(row, CardRow) and row.is_company == companies:
                yield row.sorted_out()


def looks_like_cards(head: bytes) -> bool:
    """Whether a file begins as files of cards do, in whatever encoding."""
    return bool(_BEGIN.search(head[:_LOOKED_AT].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")))


def card_table(path: Path, name: str, limits: Limits) -> CardTable:
    """The cards of a file; the file is read anew for each pass over its rows."""

    def read() -> Iterator[Row]:
        return map(_row, cards_of(path, name, limits))

    return CardTable(name, _SHOWN, 1, Dialect(description="vCard"), read)


def _row(card: Card | UnreadableCard) -> CardRow:
    if isinstance(card, UnreadableCard):
        return CardRow(card.line, (card.raw, "", "", "", ""), card.reason)
    return CardRow(card.line, _cells(card), "", card)


def mapped_card(card: Card) -> Mapped | None:
    """What a card becomes, with what was unreadable in it; None for one that names nobody."""
    lines = lines_of(card)
    mapped = company(lines) if is_company(lines) else person(lines)
    if mapped is None or not card.problems:
        return mapped
    told = tuple(("", problem) for problem in card.problems)
    return replace(mapped, problems=(*told, *mapped.problems))


def _cells(card: Card) -> tuple[str, ...]:
    return tuple(_shown(card.first(name)) for name in _SHOWN)


def _shown(one: Property | None) -> str:
    if one is None:
        return ""
    text = one.parts()[0] if one.name == "ORG" else one.text
    return " ".join(text.split())[:200]
