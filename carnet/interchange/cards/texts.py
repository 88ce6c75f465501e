"""Texts of cards as columns hold them: without what no column stores, on one line, not too long."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_BREAK = re.compile(r"[\r\n]+")


def storable(text: str) -> str:
    """The text without control characters and halves of letters."""
    return _UNSTORABLE.sub("", text)


def one_line(text: str, longest: int) -> str:
    """A short text: line breaks become commas, the end is cut off where it is too long."""
    lines = (line.strip() for line in _BREAK.split(storable(text)))
    return ", ".join(filter(None, lines))[:longest].strip()
