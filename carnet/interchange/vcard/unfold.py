"""The lines of a card put together into properties, which go on over a line's end in three ways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carnet.interchange.vcard import marks
from carnet.interchange.vcard.lines import Line


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
        elif self._lost_its_fold(line):
            self.pieces.append(line)
        else:
            return False
        return True

    def _lost_its_fold(self, line: bytes) -> bool:
        """Whether the line can be nothing but more of the same encoding."""
        if self.is_quoted_printable:
            return line.startswith(b"=")
        return self.is_base64 and marks.is_bare_base64(line)

    def _ends_softly(self) -> bool:
        return self.pieces[-1].rstrip(b" \t").endswith(b"=")


def unfolded(lines: Iterable[Line]) -> Iterator[Unfolded]:
    """Every property of a card, with the number of its first line."""
    current: Unfolded | None = None
    depth = 0
    for line in lines:
        nesting = marks.nesting(line.content)
        if current and depth:
            depth += nesting
            current.nested.append(line.content)
        elif current and nesting > 0 and marks.may_hold_card(current.content):
            depth = 1
            current.nested.append(line.content)
        elif marks.begins_nested(line.content):
            yield from _of(current)
            current, depth = _agent(line), 1
        elif not nesting and not (current and current.goes_on(line.content)) and line.content.strip():
            yield from _of(current)
            current = _property(line)
    yield from _of(current)


def _of(current: Unfolded | None) -> Iterator[Unfolded]:
    if current:
        yield current


def _agent(line: Line) -> Unfolded:
    """A property whose card begins on its own line."""
    header, _, begin = line.content.partition(b":")
    return Unfolded(line.number, [header + b":"], False, False, [begin.strip()])


def _property(line: Line) -> Unfolded:
    content = line.content.lstrip()
    return Unfolded(line.number, [content], marks.is_base64(content), marks.is_quoted_printable(content))
