"""One line as group, name, parameters and value; lenient, and linear in the length of the line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from carnet.interchange.vcard import escapes
from carnet.interchange.vcard.decode import text_of

# The underscore is no letter of a name, but Lotus Notes writes it.
_NAME = re.compile(rb"(?:([A-Za-z0-9_.-]+)\.)?([A-Za-z0-9_-]+)[ \t]*(?=[;:])")
# Both match anywhere, if only nothing: the first they find begins where they are asked.
_PARAM_NAME = re.compile(rb"[ \t]*([^;:=\"]*)")
_TOKEN = re.compile(r"[A-Z0-9_-]+")
# A quotation mark that is not closed, or that stands amid a value, is a letter like another.
_PARAM_VALUE = re.compile(rb"[ \t]*(?:\"([^\"]*)\"[ \t]*(?=[;:,])|([^;:,]*))")
# What 2.1 writes without saying of which parameter it is the value; all else is a TYPE.
_BARE = {
    "ENCODING": re.compile("QUOTED-PRINTABLE|BASE64|B|8BIT|7BIT", re.IGNORECASE),
    "VALUE": re.compile("INLINE|URL|URI|CONTENT-ID|CID", re.IGNORECASE),
    "CHARSET": re.compile(r"UTF-?8|ISO-8859-\d+|WINDOWS-\d+|US-ASCII|SHIFT_JIS", re.IGNORECASE),
}

Params = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line taken apart, its value still encoded; `is_old` when only 2.1 is written so."""

    group: str
    name: str
    params: Params
    value: bytes
    is_old: bool


def parsed(content: bytes, *, fallback: str) -> Parsed | None:
    """The parts of a line; none when it is no property."""
    head = _NAME.match(content)
    if not head:
        return None
    params: Params = {}
    position, is_old = head.end(), False
    while content[position : position + 1] == b";":
        named = next(_PARAM_NAME.finditer(content, position + 1))
        position = named.end()
        name = text_of(named[1], fallback=fallback).strip()
        if content[position : position + 1] == b"=":
            values, position = _values(content, position, fallback)
            if not _file(params, name.upper(), values):
                return None
        else:
            is_old = _file_bare(params, name) or is_old
    if content[position : position + 1] != b":":
        return None
    group = (head[1] or b"").decode("ascii").strip(".")
    return Parsed(group, head[2].decode("ascii").upper(), params, content[position + 1 :], is_old)


def _values(content: bytes, position: int, fallback: str) -> tuple[list[str], int]:
    """The values after the equals sign, and where they end."""
    values = []
    while True:
        found = next(_PARAM_VALUE.finditer(content, position + 1))
        raw = found[2].strip(b" \t") if found[1] is None else found[1]
        values.append(_meant(text_of(raw, fallback=fallback)))
        position = found.end()
        if content[position : position + 1] != b",":
            return values, position


def _meant(text: str) -> str:
    # Apple writes \" inside a value without marks around it.
    return escapes.without_carets(text.replace('\\"', '"')).replace("\0", "")


def _file(params: Params, name: str, values: list[str]) -> bool:
    if not _TOKEN.fullmatch(name):
        return False
    # A list in quotation marks is a list all the same (RFC 6350, 5.6).
    known = _single(values) if name == "TYPE" else values
    params.setdefault(name, []).extend(known)
    return True


def _single(values: list[str]) -> Iterator[str]:
    return (one.strip(" \t") for value in values for one in value.split(",") if one.strip(" \t"))


def _file_bare(params: Params, text: str) -> bool:
    """The values of a parameter without a name; whether there are any."""
    words = list(_single([text.replace("\0", "")]))
    for word in words:
        name = next((name for name, own in _BARE.items() if own.fullmatch(word)), "TYPE")
        params.setdefault(name, []).append(word)
    return bool(words)
