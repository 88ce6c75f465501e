"""The door of reading: the cards of a file, one after another, each read alone."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.limits import DEFAULT_LIMITS, Limits, within
from carnet.interchange.vcard import bounds, escapes
from carnet.interchange.vcard.card import FRAME, Card, Property, UnreadableCard
from carnet.interchange.vcard.decode import Source, is_damaged, source_of, text_of
from carnet.interchange.vcard.grammar import Parsed, parsed
from carnet.interchange.vcard.lines import Lines
from carnet.interchange.vcard.split import RawCard, cards_in
from carnet.interchange.vcard.unfold import Unfolded, unfolded
from carnet.interchange.vcard.values import holds_null, is_sound_base64, value_of

UNREADABLE = "X-CARNET-UNREADABLE"
_NO_PROPERTY = _("line {line}: this is no property; it is kept as it stands.")
_BAD_LETTERS = _("line {line}: letters of {name} could not be read and were replaced.")
_BAD_BASE64 = _("line {line}: {name} holds no picture or key that can be read; it is kept as it stands.")
_NOTHING = _("nothing in the card can be read.")

Found = tuple[Unfolded, Parsed | None]


def cards_of(path: Path, name: str = "", limits: Limits = DEFAULT_LIMITS) -> Iterator[Card | UnreadableCard]:
    """Every card of a file, readable or not; UnreadableFile when there is none, or there are too many."""
    name = name or path.name
    return within(_cards(path, name), limits, name)


def _cards(path: Path, name: str) -> Iterator[Card | UnreadableCard]:
    source, count = source_of(path), 0
    for raw in cards_in(Lines(source.chunks(), bounds.LINE_BYTES)):
        count += 1
        yield _card(raw, source)
    if not count:
        raise UnreadableFile(name, _("the file holds no card."))


def _card(raw: RawCard, source: Source) -> Card | UnreadableCard:
    if raw.refusal is not None:
        return UnreadableCard(raw.line, raw.refusal, _raw_text(raw, source))
    found = [(one, parsed(one.content, fallback=source.fallback)) for one in unfolded(raw.lines)]
    if not any(taken and taken.name not in FRAME for _one, taken in found):
        return UnreadableCard(raw.line, _NOTHING, _raw_text(raw, source))
    version, problems = _version(found), list(raw.problems)
    properties = tuple(
        _property(one, taken, version, source, problems)
        for one, taken in found
        if not (taken and taken.name in FRAME)
    )
    return Card(raw.line, version, properties, _raw_text(raw, source), tuple(problems))


def _version(found: list[Found]) -> str:
    """As stated; without that, by how the parameters are written."""
    stated = next((taken.value.strip() for _one, taken in found if taken and taken.name == "VERSION"), b"")
    for start, version in ((b"2", "2.1"), (b"3", "3.0"), (b"4", "4.0")):
        if stated.startswith(start):
            return version
    return "2.1" if any(taken and taken.is_old for _one, taken in found) else "3.0"


def _property(
    one: Unfolded, taken: Parsed | None, version: str, source: Source, problems: list[Message]
) -> Property:
    if taken is None:
        problems.append(sentence(_NO_PROPERTY, line=one.line))
        text = text_of(one.content, fallback=source.fallback)
        return Property("", UNREADABLE, (), escapes.escaped(text.replace("\0", "")))
    value = _nested(one, source) if one.nested else value_of(taken, version, source)
    if holds_null(taken, value) or is_damaged(value, taken.value):
        problems.append(sentence(_BAD_LETTERS, line=one.line, name=taken.name))
    elif not is_sound_base64(taken.params, value):
        problems.append(sentence(_BAD_BASE64, line=one.line, name=taken.name))
    params = tuple((name, tuple(values)) for name, values in taken.params.items() if values)
    return Property(taken.group, taken.name, params, value)


def _nested(one: Unfolded, source: Source) -> str:
    """A card in a card, as 3.0 writes it: a text in one line."""
    nested = one.nested if len(one.nested) > 1 else [*one.nested, b"END:VCARD"]
    return escapes.escaped(text_of(b"\n".join(nested), fallback=source.fallback).replace("\0", ""))


def _raw_text(raw: RawCard, source: Source) -> str:
    """The text of the card for people, cut where a refused one is too long."""
    text = text_of(raw.raw, fallback=source.fallback).replace("\0", "")
    if raw.refusal is not None:
        return f"BEGIN:VCARD\n{text[: bounds.TEXT_BYTES]}"
    return f"BEGIN:VCARD\n{text}\nEND:VCARD"
