"""The name of a card: N in its five parts, or what FN alone tells; and back."""

from carnet.core.text import match_key
from carnet.interchange.cards.lines import Line
from carnet.interchange.cards.texts import one_line
from carnet.interchange.vcard import escapes
from carnet.interchange.vcard.card import Property
from carnet.interchange.vcard.write import parts_property, text_property

Names = tuple[str, str, str, str, str]
PARTS = ("last_name", "first_name", "middle_name", "prefix", "suffix")
"""In the order of N."""
_LONGEST = {"prefix": 40, "suffix": 40}
NOBODY: Names = ("", "", "", "", "")


def names_of(structured: Line | None, formatted: Line | None) -> Names:
    """What N says; where it is empty, what FN says."""
    found = _structured(structured) if structured else NOBODY
    return found if any(found) else _split(formatted.stated.text if formatted else "")


def full_name(names: Names) -> str:
    """First and last name."""
    return " ".join(filter(None, (names[1], names[0])))


def structured(names: Names) -> Property:
    """N for five names."""
    return parts_property("N", names)


def formatted(text: str) -> Property:
    """FN for a name."""
    return text_property("FN", text)


def is_one_person(name: str, other: str) -> bool:
    """Whether two full names may be one person's: one a part of the other, or its first name shortened."""
    ours, theirs = _words(name), _words(other)
    if not ours or not theirs or set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    first, second = ours[0], theirs[0]
    return ours[-1] == theirs[-1] and (first.startswith(second) or second.startswith(first))


def _words(name: str) -> list[str]:
    return [key for word in name.split() if (key := match_key(word))]


def _structured(line: Line) -> Names:
    pieces = [*escapes.split(line.stated.value, ";"), "", "", "", "", ""][:5]
    texts = [", ".join(map(escapes.unescaped, escapes.split(piece, ","))) for piece in pieces]
    parts = [one_line(text, _LONGEST.get(part, 120)) for part, text in zip(PARTS, texts, strict=True)]
    return (parts[0], parts[1], parts[2], parts[3], parts[4])


def _split(text: str) -> Names:
    """ "Perrin, Margaux" and "Margaux Perrin"; an address is no name."""
    text = one_line(text, 240)
    last, comma, first = (part.strip() for part in text.partition(","))
    if not comma:
        words = text.split()
        first, last = " ".join(words[:1]), " ".join(words[1:])
    return NOBODY if "@" in text else (last[:120], first[:120], "", "", "")
