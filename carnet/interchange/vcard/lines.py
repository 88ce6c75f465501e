"""Lines of a stream of bytes, whether CR, LF, CR LF or CR CR LF ends them; none longer than a bound."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Line(NamedTuple):
    """A line without its end, numbered from 1; one longer than the bound is `cut` and empty."""

    number: int
    content: bytes
    cut: bool = False


def lines_of(chunks: Iterable[bytes], longest: int) -> Iterator[Line]:
    """Every line, numbered as an editor numbers them; of blank lines in a row only the first."""
    number, rest, skipping, is_blank = 0, b"", False, False
    for chunk in chunks:
        rest += chunk
        end = _last_break(rest) + 1
        for content in _cut(rest[:end]):
            number += 1
            if not content and is_blank:
                continue
            cut = skipping or len(content) > longest
            yield Line(number, b"" if cut else content, cut)
            skipping, is_blank = False, not content
        rest = rest[end:]
        if len(rest) > longest:
            # What follows of this line is only looked through for its end.
            rest, skipping = rest[:1], True
    for last, content in enumerate(_cut(rest + b"\n") if rest else (), start=number + 1):
        yield Line(last, b"" if skipping else content, skipping)
        skipping = False


def _last_break(data: bytes) -> int:
    """The last end of a line that is one for sure: a CR at the very end may belong to a LF to come."""
    return max(data.rfind(b"\n"), data.rstrip(b"\r").rfind(b"\r"))


def _cut(block: bytes) -> Iterator[bytes]:
    """The lines of a block that ends with the end of a line."""
    *ended, last = block.split(b"\n")
    for one in ended:
        yield from one.rstrip(b"\r").split(b"\r")
    if last:
        yield from last[:-1].split(b"\r")
