"""The values of a JSON text one after another: only the one being read is in memory."""

import re
from collections.abc import Iterator
from typing import Any, TextIO

from carnet.interchange.json.values import DECODER

CHUNK = 1 << 17
WHITE = " \t\n\r\ufeff"
_FILLED = re.compile(f"[^{WHITE}]")
DEEPEST = 3
"""Objects around a list that are looked into: {"data": {"products": [...]}}."""


class Broken(Exception):
    """What follows is no JSON, too deeply nested, or one value too long to be a row."""


class Text:
    """A JSON text read piece by piece."""

    def __init__(self, handle: TextIO, longest: int) -> None:
        self._handle, self._longest = handle, longest
        self._buffer, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The next character that is no blank; '' at the end."""
        while not (found := _FILLED.search(self._buffer, self._at)):
            self._at = len(self._buffer)
            if self._ended:
                return ""
            self._fill()
        self._at = found.start()
        return found.group()

    def take(self, expected: str) -> bool:
        """Pass over the next character if it is this one."""
        found = self.peek() == expected
        self._at += found
        return found

    def expect(self, expected: str) -> None:
        """Pass over this character, which must come next."""
        if not self.take(expected):
            raise Broken

    def value(self) -> Any:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                found, end = DECODER.raw_decode(self._buffer, self._at)
            except ValueError as error:
                if self._ended or len(self._buffer) - self._at > self._longest:
                    raise Broken from error
            except RecursionError as error:
                raise Broken from error
            else:
                # A number at the end of a piece may go on in the next.
                if end < len(self._buffer) or self._ended:
                    self._at = end
                    return found
            self._fill()

    def elements(self) -> Iterator[Any]:
        """The elements of the list that comes next."""
        self.expect("[")
        if self.take("]"):
            return
        yield self.value()
        while self.take(","):
            yield self.value()
        self.expect("]")

    def members(self) -> Iterator[str]:
        """The names in the object that comes next; each value must be read before the next name."""
        self.expect("{")
        if self.take("}"):
            return
        yield self._name()
        while self.take(","):
            yield self._name()
        self.expect("}")

    def _name(self) -> str:
        name = self.value()
        if not isinstance(name, str):
            raise Broken
        self.expect(":")
        return name

    def _fill(self) -> None:
        """Forget what was read and take as much again as is left, so that a long value is tried few times."""
        rest = self._buffer[self._at :]
        more = self._handle.read(max(CHUNK, len(rest)))
        self._buffer, self._at, self._ended = rest + more, 0, not more


def items(handle: TextIO, longest: int) -> Iterator[tuple[str, Any]]:
    """The elements of every list in a document, each with the names that lead to it: "data.products"."""
    text = Text(handle, longest)
    yield from _items(text, "", DEEPEST)
    if text.peek():
        raise Broken


def _items(text: Text, path: str, deeper: int) -> Iterator[tuple[str, Any]]:
    start = text.peek()
    if start == "[":
        for element in text.elements():
            yield path, element
    elif start == "{" and deeper:
        for name in text.members():
            yield from _items(text, f"{path}.{name}" if path else name, deeper - 1)
    else:
        text.value()
