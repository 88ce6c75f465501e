"""Records of a delimited text (RFC 4180), numbered by their first line; a broken one costs only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import accumulate, chain, islice
from typing import TextIO

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits
from carnet.interchange.tables import Batch

BLOCK = 1 << 14
"""Characters read at once."""
AT_ONCE = 256
"""Records put together at most: about what a block holds, and few where each of them is huge."""
ESCAPED = re.compile("[\udc80-\udcff]")
REPLACED = re.compile("\ufffd")


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines read at once, how many came before them, and whether a row among them may be unusable."""

    first: int
    lines: list[str]
    is_suspect: bool

    @property
    def end(self) -> int:
        """How many lines there are up to the last of these."""
        return self.first + len(self.lines)


class _Lines:
    """The physical lines of a file, in blocks; those behind the last one done with can be had again."""

    def __init__(self, handle: TextIO, path: str, limits: Limits) -> None:
        self.handle, self.path, self.limits = handle, path, limits
        self.damaged = REPLACED if handle.errors == "replace" else ESCAPED
        self.done = self.taken = 0
        self.kept: deque[_Block] = deque()
        self.rest = ""

    def left(self) -> Iterator[Iterable[str]]:
        """The lines behind the last one done with, in pieces."""
        done = self.done
        for block in tuple(self.kept):
            # No slice: where every line is broken, each would copy a whole block.
            yield map(block.lines.__getitem__, range(max(0, done - block.first), len(block.lines)))
        while lines := self._block():
            while self.kept and self.kept[0].end <= self.done:
                self.kept.popleft()
            self.kept.append(_Block(self.taken, lines, self._is_suspect("".join(lines), lines)))
            self.taken += len(lines)
            yield lines

    def _is_suspect(self, text: str, lines: list[str]) -> bool:
        """Whether `problem` may find something in a record of these lines alone."""
        most = self.limits.cell_characters
        return "\0" in text or _may_be_damaged(text) or (len(text) > most and max(map(len, lines)) > most)

    def are_suspect(self) -> bool:
        """Whether `problem` must be asked of every record of the lines at hand."""
        return any(block.is_suspect for block in self.kept)

    def problem(self, cells: Sequence[str]) -> Message:
        """Why a record cannot be used, if so."""
        text = "".join(cells)
        if "\0" in text:
            return _("the line holds a null character.")
        if not text.isascii() and self.damaged.search(text):
            return _("the line holds bytes that are no text in the encoding of the file.")
        most = self.limits.cell_characters
        if len(text) > most and max(map(len, cells)) > most:
            return _("a cell is too long.")
        return ""

    def _block(self) -> list[str]:
        """The next lines; none at the end of the file."""
        longest = self.limits.line_characters
        while len(self.rest) <= longest:
            text = self.handle.read(BLOCK)
            whole = self.rest + text
            lines = list(StringIO(whole, newline=""))
            # A line break may go on in the next block.
            self.rest = lines.pop() if lines and text and not lines[-1].endswith("\n") else ""
            if len(whole) > longest and lines and max(map(len, lines)) > longest:
                return self._before_too_long(lines)
            if lines or not text:
                return lines
        raise UnreadableFile(self.path, _("the line is too long for a table."), self.taken + 1)

    def _before_too_long(self, lines: list[str]) -> list[str]:
        """What stands before a line that is too long, which is kept to be refused as the next."""
        at = next(at for at, line in enumerate(lines) if len(line) > self.limits.line_characters)
        self.rest = lines[at]
        return lines[:at] or self._block()


def records(handle: TextIO, *, delimiter: str, path: str, limits: Limits) -> Iterator[Batch]:
    """Every record of the text as a row of whatever width, blank lines left out; a few hundred at once."""
    lines = _Lines(handle, path, limits)
    while True:
        before = lines.done
        reader = csv.reader(chain.from_iterable(lines.left()), delimiter=delimiter, strict=True)
        try:
            for rows in _together(reader, lines):
                yield _numbered(rows, before + reader.line_num - lines.done, lines)
            return
        except csv.Error as error:
            yield Batch([lines.done + 1], [()], {0: _reason(error)})
            lines.done += 1


def _together(reader: Iterator[list[str]], lines: _Lines) -> Iterator[list[list[str]]]:
    """The records of the lines at hand, again and again; those read before an error come before it."""
    while True:
        rows: list[list[str]] = []
        try:
            rows.extend(islice(reader, min(max(lines.taken - lines.done, 1), AT_ONCE)))
        except (csv.Error, UnreadableFile):
            if rows:
                yield rows
            raise
        if not rows:
            return
        yield rows


def _numbered(rows: list[list[str]], passed: int, lines: _Lines) -> Batch:
    """The records as a batch, once so many lines were passed for them; `lines` is done with theirs."""
    # A record takes a line at least: where they are as many, each has one, and nothing need be counted.
    spans = [1] * len(rows) if passed == len(rows) else list(map(_span, rows))
    starts = list(accumulate(spans, initial=lines.done + 1))
    lines.done = starts.pop() - 1
    suspects = range(len(rows)) if lines.are_suspect() else _longer(spans)
    problems = {at: problem for at in suspects if (problem := lines.problem(rows[at]))}
    batch = Batch(starts, list(map(tuple, rows)), problems)
    return batch if all(rows) else batch.only([at for at, cells in enumerate(rows) if cells])


def _longer(spans: list[int]) -> Sequence[int]:
    """Which records take several lines: together these may hold a cell too long, where none of them is."""
    return [at for at, span in enumerate(spans) if span > 1] if max(spans) > 1 else ()


def _span(cells: list[str]) -> int:
    """How many lines a record takes: its cells hold the line breaks between them."""
    text = "|".join(cells)
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def _may_be_damaged(text: str) -> bool:
    """Whether a mark of damage may be in a text; far quicker than looking for it."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return "\ufffd" in text


def _reason(error: csv.Error) -> Message:
    if "limit" in str(error):
        return _("a cell is too long, or its closing quotation mark is missing.")
    return _("a quotation mark is not closed, or not doubled inside a cell.")
