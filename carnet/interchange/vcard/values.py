"""The value of a property, out of its encoding, charset and version, into the one form all versions share."""

import binascii
import re

from carnet.interchange.vcard import escapes
from carnet.interchange.vcard.decode import Source, text_of
from carnet.interchange.vcard.grammar import Params, Parsed

_STRUCTURED = frozenset(("N", "ADR", "ORG"))
_LISTS = frozenset(("CATEGORIES", "NICKNAME"))
_SINGLE = frozenset(("FN", "NOTE", "TITLE", "ROLE", "LABEL", "MAILER"))
_TEXTS = _SINGLE | _STRUCTURED
_ESCAPE_OR_COMMA = re.compile(r"\\.|,", re.DOTALL)
_ESCAPE_OR_SEMICOLON = re.compile(r"\\.|;", re.DOTALL)
# In 2.1 a backslash only takes a separator its meaning; any other is itself.
_LITERAL_BACKSLASH = re.compile(r"\\(?![;,:])")
_SEPARATOR = re.compile(rb"(?<!\\);")
_WHITE = re.compile(rb"\s+")


def value_of(one: Parsed, version: str, source: Source) -> str:
    """The value, escaped as in 3.0; parameters that only say how it was written are taken off."""
    encoding = _last(one.params.pop("ENCODING", [])).upper()
    charset = _last(one.params.pop("CHARSET", []))
    if encoding == "QUOTED-PRINTABLE":
        return _from_quoted_printable(one, version, charset, source)
    if encoding in ("B", "BASE64"):
        return _from_base64(one, version, charset, source)
    if encoding not in ("", "8BIT", "7BIT"):
        one.params["ENCODING"] = [encoding]
    text = _text(one.value, "" if source.is_wide else charset, source)
    return _with_commas(text, one.name, version)


def _text(raw: bytes, charset: str, source: Source) -> str:
    # Before any escape is read: a backslash would take a null for what it escapes.
    return text_of(raw, charset=charset, fallback=source.fallback).replace("\0", "")


def holds_null(one: Parsed, value: str) -> bool:
    """Whether a null character was left out, which stood as such or in quoted-printable."""
    return b"\0" in one.value or (b"=00" in one.value and "=00" not in value)


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def _from_quoted_printable(one: Parsed, version: str, charset: str, source: Source) -> str:
    if one.name not in _STRUCTURED or b";" not in one.value:
        return _unquoted(one.value, one.name, version, charset, source)
    # Where separators stand as such, an encoded semicolon is a letter.
    written = _SEPARATOR.split(one.value)
    parts = [_unquoted(part, one.name, version, charset, source) for part in written]
    return ";".join(_escape(part, _ESCAPE_OR_SEMICOLON) for part in parts)


def _unquoted(value: bytes, name: str, version: str, charset: str, source: Source) -> str:
    text = _text(binascii.a2b_qp(value), charset, source)
    return _escaped(text, name, version)


def _escaped(text: str, name: str, version: str) -> str:
    """A text that stood in an encoding, where a line break needs no escape."""
    if version == "2.1":
        text = _LITERAL_BACKSLASH.sub(r"\\\\", text)
    return escapes.one_line(_with_commas(text, name, version))


def _with_commas(text: str, name: str, version: str) -> str:
    """A comma is a letter in 2.1; later it separates, but in a single text Apple means the letter."""
    if "," not in text or name not in (_TEXTS if version == "2.1" else _SINGLE):
        return text
    return _escape(text, _ESCAPE_OR_COMMA)


def _escape(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda found: found[0] if found[0][0] == "\\" else "\\" + found[0], text)


def _from_base64(one: Parsed, version: str, charset: str, source: Source) -> str:
    plain = _WHITE.sub(b"", one.value)
    if one.name in _TEXTS:
        try:
            return _escaped(_text(binascii.a2b_base64(plain), charset, source), one.name, version)
        except binascii.Error:
            pass
    one.params["ENCODING"] = ["b"]
    return _text(plain, "", source)


def is_sound_base64(params: Params, value: str) -> bool:
    """Whether a value that says it is base64 can be read as such."""
    if params.get("ENCODING") != ["b"]:
        return True
    try:
        return bool(binascii.a2b_base64(value.encode("ascii"))) or not value
    except (binascii.Error, UnicodeEncodeError):
        return False
