"""What of a card fills one field of a contact by all its lines together: titles, notes, categories."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from carnet.core.text import match_key
from carnet.interchange.cards import days
from carnet.interchange.cards.lines import Line
from carnet.interchange.cards.texts import one_line, storable
from carnet.interchange.vcard.card import Property
from carnet.interchange.vcard.write import items_property, text_property

LONGEST_NOTE = 100_000
MOST_WORDS = 100


@dataclass(frozen=True)
class Whole:
    """A field, the property that fills it, how all its lines are read together, and the plain property."""

    field: str
    name: str
    read: Callable[[Sequence[Line]], Any]
    plain: Callable[[Any, str], Property]
    single: bool = False
    """Whether the first readable line counts and the others are kept beside it."""

    def reads(self, lines: Sequence[Line], value: Any) -> bool:
        """Whether these lines still say what the record holds."""
        said = self.read(lines)
        return match_key(said) == match_key(value) if self.field == "account" else bool(said == value)


def uid_of(line: Line) -> str:
    """The identifier alone: 4.0 writes it as urn:uuid:..., 3.0 does not."""
    text = storable(line.stated.text).strip()
    return text[9:] if text[:9].lower() == "urn:uuid:" else text


def _joined(between: str, longest: int) -> Callable[[Sequence[Line]], str]:
    def read(lines: Sequence[Line]) -> str:
        texts = dict.fromkeys(one_line(line.stated.text, longest) for line in lines)
        return between.join(filter(None, texts))[:longest].strip()

    return read


def _nickname(lines: Sequence[Line]) -> str:
    names = dict.fromkeys(one_line(item, 120) for line in lines for item in line.stated.items())
    return ", ".join(filter(None, names))[:120].strip(" ,")


def _note(lines: Sequence[Line]) -> str:
    texts = dict.fromkeys(_breaks(storable(line.stated.text)).strip() for line in lines)
    return "\n\n".join(filter(None, texts))[:LONGEST_NOTE]


def _breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _categories(lines: Sequence[Line]) -> list[str]:
    words = (one_line(item, 120) for line in lines for item in line.stated.items())
    return list(dict.fromkeys(" ".join(word.split()) for word in words if word))[:MOST_WORDS]


def _organisation(lines: Sequence[Line]) -> str:
    return next((name for line in lines if (name := organisation(line))), "")


def organisation(line: Line) -> str:
    """The company of ORG, without its departments."""
    return one_line(line.stated.parts()[0], 200)


def shown(line: Line) -> str:
    """The name FN gives a company."""
    return one_line(line.stated.text, 200)


def _birthday(lines: Sequence[Line]) -> str:
    return next((day for line in lines if (day := days.birthday_of(line))), "")


def _uid(lines: Sequence[Line]) -> str:
    return next((uid for line in lines if len(uid := uid_of(line)) <= 300), "")


def _text(name: str) -> Callable[[Any, str], Property]:
    return lambda value, version: text_property(name, str(value))


def _words(value: Any, version: str) -> Property:
    return items_property("CATEGORIES", value)


WHOLES = (
    Whole("nickname", "NICKNAME", _nickname, _text("NICKNAME")),
    Whole("job_title", "TITLE", _joined(", ", 200), _text("TITLE")),
    Whole("account", "ORG", _organisation, _text("ORG"), single=True),
    Whole("birthday", "BDAY", _birthday, days.birthday, single=True),
    Whole("categories", "CATEGORIES", _categories, _words),
    Whole("note", "NOTE", _note, _text("NOTE")),
    Whole("uid", "UID", _uid, _text("UID"), single=True),
)
BY_NAME = {whole.name: whole for whole in WHOLES}
BY_FIELD = {whole.field: whole for whole in WHOLES}
