"""Texts of cards as columns hold them: without what no column stores, on one line, not too long."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


def storable(text: str) -> str:
    """The text without control characters and halves of letters."""
    return _UNSTORABLE.sub("", text)


def one_line(text: str, longest: int) -> str:
    """A short text: line breaks become commas, the end is cut off where it is too long."""
    bare = _BREAKS.sub(", ", storable(text).strip())
    return bare[:longest].strip()
