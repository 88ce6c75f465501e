"""Lines of a stream of bytes, whether CR, LF, CR LF or CR CR LF ends them; none longer than a bound."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BLANK = re.compile(rb"\n+")
# What matters to where cards begin and end: all that is looked for in a card that is refused already.
_MARK = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:(?:BEGIN|END)[ \t]*:|(?:[\w-]+\.)?AGENT\b)", re.IGNORECASE | re.MULTILINE
)
PASSED_OVER = b"-"


class Line(NamedTuple):
    """A line without its end, numbered from 1; one longer than the bound is `cut` and empty."""

    number: int
    content: bytes
    cut: bool = False


class Lines:
    """Every line, numbered as an editor numbers them; of blank lines in a row only the first.

    While `skimming`, the lines up to the next mark are one: a hundred megabytes take no longer than a search.
    """

    def __init__(self, chunks: Iterable[bytes], longest: int) -> None:
        self.chunks, self.longest = chunks, longest
        self.skimming = False
        self.number = 0

    def __iter__(self) -> Iterator[Line]:
        for block, is_cut in self._blocks():
            position = 0
            if is_cut:
                position = block.find(b"\n") + 1
                yield self._line(b"", 1, cut=True)
            while position < len(block):
                line, position = self._next(block, position)
                yield line

    def _next(self, block: bytes, position: int) -> tuple[Line, int]:
        """The line at a position, and where the next one begins."""
        if self.skimming:
            mark = _MARK.search(block, position)
            end = mark.start() if mark else len(block)
            if end > position:
                return self._line(PASSED_OVER, block.count(b"\n", position, end)), end
        blank = _BLANK.match(block, position)
        if blank:
            return self._line(b"", blank.end() - position), blank.end()
        end = block.find(b"\n", position)
        return self._line(block[position:end], 1), end + 1

    def _line(self, content: bytes, lines: int, *, cut: bool = False) -> Line:
        first, self.number = self.number + 1, self.number + lines
        return Line(first, content, cut)

    def _blocks(self) -> Iterator[tuple[bytes, bool]]:
        """Whole lines, each ended by LF; and whether the first was too long and is only its rest."""
        rest, is_cut = b"", False
        for chunk in self.chunks:
            rest += chunk
            end = _last_break(rest) + 1
            if end:
                yield _plain(rest[:end]), is_cut
                rest, is_cut = rest[end:], False
            if len(rest) > self.longest:
                rest, is_cut = b"", True
        if rest or is_cut:
            yield _plain(rest + b"\n"), is_cut


def _last_break(data: bytes) -> int:
    """The last end of a line that is one for sure: a CR at the very end may belong to a LF to come."""
    return max(data.rfind(b"\n"), data.rstrip(b"\r").rfind(b"\r"))


def _plain(block: bytes) -> bytes:
    if b"\r" not in block:
        return block
    return block.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
