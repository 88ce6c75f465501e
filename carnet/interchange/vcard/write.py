"""The door of writing: properties as a card of 3.0 or 4.0, and properties out of texts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from carnet.interchange.vcard import escapes, marks
from carnet.interchange.vcard.card import FRAME, Property
from carnet.interchange.vcard.versions import Version, as_in

OCTETS = 75
_NAME = re.compile(rb"[A-Za-z0-9+/=-]*[^A-Za-z0-9+/=-]")
_NO_TOKEN = re.compile(r"[^A-Za-z0-9_-]+")
_NO_GROUP = re.compile(r"[^A-Za-z0-9_.-]+")
_NEEDS_MARKS = re.compile(r"[,;:]|\A[ \t]|[ \t]\Z|\A\Z")


def card_text(properties: Sequence[Property], version: Version) -> str:
    """One card with these properties in their order, each line at most 75 octets long."""
    lines = [_line(as_in(version, one)) for one in properties if one.name not in FRAME]
    return "".join(map(folded, ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD"]))


def text_property(name: str, text: str) -> Property:
    """A property whose value is one text."""
    return Property("", name, (), escapes.escaped(text))


def parts_property(name: str, parts: Iterable[str]) -> Property:
    """A structured property: N, ADR, ORG."""
    return Property("", name, (), escapes.joined(parts, ";"))


def items_property(name: str, items: Iterable[str]) -> Property:
    """A property that is a list: CATEGORIES, NICKNAME."""
    return Property("", name, (), escapes.joined(items, ","))


def folded(line: str) -> str:
    """The line with its end, cut so that no piece is longer than 75 octets and no letter is cut."""
    return "\r\n ".join(_pieces(line, _first(line))) + "\r\n"


def _first(line: str) -> int:
    """How long the first piece is, so that nothing else can be read in it."""
    octets = line.encode("utf-8", "replace")
    piece = octets[:OCTETS].rstrip()
    # "AGENT:BEGIN:VCARD" would be the begin of a card.
    if marks.begins_nested(piece):
        return len(piece) - 1
    # Of a name longer than a line a first piece would be more of the picture before it.
    name = _NAME.match(octets)
    return max(OCTETS, name.end()) if name else OCTETS


def _pieces(line: str, first: int) -> Iterator[str]:
    if line.isascii():
        yield line[:first]
        yield from (line[at : at + OCTETS - 1] for at in range(first, len(line), OCTETS - 1))
        return
    octets = line.encode("utf-8", "replace")
    start, length = 0, first
    while len(octets) - start > length:
        end = start + length
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        yield octets[start:end].decode()
        start, length = end, OCTETS - 1
    yield octets[start:].decode()


def _line(one: Property) -> str:
    group = _NO_GROUP.sub("-", one.group).strip(".")
    name = _NO_TOKEN.sub("-", one.name) or "X-CARNET"
    params = "".join(
        f";{_NO_TOKEN.sub('-', name)}={_values(values)}" for name, values in one.params if values
    )
    value = escapes.one_line(one.value).replace("\0", "")
    return f"{group}.{name}{params}:{value}" if group else f"{name}{params}:{value}"


def _values(values: tuple[str, ...]) -> str:
    return ",".join(map(_quoted, values))


def _quoted(value: str) -> str:
    text = escapes.with_carets(value).replace("\0", "")
    return f'"{text}"' if _NEEDS_MARKS.search(text) else text
