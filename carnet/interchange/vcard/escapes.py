"""Backslashes in values and carets in parameters, in linear time."""

import re
from collections.abc import Iterable

_ESCAPED = re.compile(r"\\([\\,;:\"nN])")
_PIECES = re.compile(r"\\.|[^\\,;]+|.", re.DOTALL)
_BREAK = re.compile("\r\n|\r|\n")
_SPECIAL = re.compile(r"\r\n|[\\,;\r\n]")
_CARET = re.compile(r"\^(['n^])")
_CARETS = {"'": '"', "n": "\n", "^": "^"}


def unescaped(value: str) -> str:
    """The text a value stands for; a backslash before anything else is one."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def escaped(text: str) -> str:
    """A text as a value, or as one part or item of it."""
    return _SPECIAL.sub(lambda found: "\\" + found[0] if found[0] in "\\,;" else "\\n", text)


def split(value: str, separator: str) -> list[str]:
    """The pieces between unescaped separators (`;` or `,`), still escaped."""
    if "\\" not in value:
        return value.split(separator)
    pieces: list[list[str]] = [[]]
    for piece in _PIECES.findall(value):
        if piece == separator:
            pieces.append([])
        else:
            pieces[-1].append(piece)
    return ["".join(one) for one in pieces]


def joined(parts: Iterable[str], separator: str) -> str:
    """Texts as one value."""
    return separator.join(map(escaped, parts))


def one_line(value: str) -> str:
    """The same value without a line break, which would end the property."""
    return _BREAK.sub(r"\\n", value)


def without_carets(text: str) -> str:
    """A parameter's value as it was meant (RFC 6868)."""
    return _CARET.sub(lambda found: _CARETS[found[1]], text) if "^" in text else text


def with_carets(text: str) -> str:
    """A parameter's value without quotation marks and line breaks."""
    return _BREAK.sub("^n", text.replace("^", "^^").replace('"', "^'"))
