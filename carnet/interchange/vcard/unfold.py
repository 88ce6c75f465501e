"""The lines of a card put together into properties, which go on over a line's end in three ways."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carnet.interchange.vcard import marks
from carnet.interchange.vcard.lines import Line

_BARE_BASE64 = re.compile(rb"[A-Za-z0-9+/=]+[ \t]*\Z")


@dataclass(slots=True)
class Unfolded:
    """A property as written, on one line; of an AGENT also the card it holds."""

    line: int
    pieces: list[bytes]
    is_base64: bool
    is_quoted_printable: bool
    nested: list[bytes] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """The whole line."""
        return b"".join(self.pieces)

    def goes_on(self, line: bytes) -> bool:
        """Take the line if it belongs here, folded as 3.0 does or as the encodings of 2.1 do."""
        if self.is_quoted_printable and self._ends_softly():
            self.pieces[-1] = self.pieces[-1].rstrip(b" \t")[:-1]
            self.pieces.append(line)
        elif marks.is_folded(line):
            self.pieces.append(line[1:])
        elif (self.is_quoted_printable and line.startswith(b"=")) or (
            self.is_base64 and _BARE_BASE64.match(line)
        ):
            self.pieces.append(line)
        else:
            return False
        return True

    def _ends_softly(self) -> bool:
        return self.pieces[-1].rstrip(b" \t").endswith(b"=")


def unfolded(lines: Iterable[Line]) -> Iterator[Unfolded]:
    """Every property of a card, with the number of its first line."""
    current: Unfolded | None = None
    depth = 0
    for line in lines:
        if depth and current:
            depth += marks.nesting(line.content)
            current.nested.append(line.content)
        elif marks.nesting(line.content):
            started = _started(line, current)
            depth = 1 if started else 0
            if started is not current and started and current:
                yield current
            current = started or current
        elif not (current and current.goes_on(line.content)) and line.content.strip():
            if current:
                yield current
            current = _property(line.number, line.content.lstrip())
    if current:
        yield current


def _started(line: Line, current: Unfolded | None) -> Unfolded | None:
    """The AGENT whose card begins here; none for a BEGIN or END written once too often."""
    if marks.begins_nested(line.content):
        header, _, begin = line.content.partition(b":")
        return Unfolded(line.number, [header + b":"], False, False, [begin.strip()])
    if marks.mark_of(line.content) == marks.BEGIN and current and marks.may_hold_card(current.content):
        current.nested.append(line.content)
        return current
    return None


def _property(number: int, content: bytes) -> Unfolded:
    return Unfolded(number, [content], marks.is_base64(content), marks.is_quoted_printable(content))
