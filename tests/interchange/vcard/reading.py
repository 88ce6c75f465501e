"""Reads cards for the tests of this folder: those of the corpus by name, others from bytes."""

from pathlib import Path

from carnet.interchange.vcard.card import Card, UnreadableCard
from carnet.interchange.vcard.read import cards_of

CORPUS = Path(__file__).parent / "corpus"


def corpus(name: str) -> list[Card | UnreadableCard]:
    """Every card of a file of the corpus."""
    return list(cards_of(CORPUS / f"{name}.vcf"))


def the_card(name: str) -> Card:
    """The only card of a file of the corpus."""
    (card,) = corpus(name)
    return card


def read(folder: Path, content: bytes | str) -> list[Card | UnreadableCard]:
    """Every card of these bytes."""
    path = folder / "cards.vcf"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(cards_of(path))


def card(*lines: str, version: str = "3.0") -> str:
    """A card with these lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def names(cards: list[Card | UnreadableCard]) -> list[str]:
    """Their full names, `refused` where a card was."""
    return [_name(one) if isinstance(one, Card) else "refused" for one in cards]


def _name(one: Card) -> str:
    full_name = one.first("FN")
    return full_name.text if full_name else ""
