"""Records of a delimited text (RFC 4180), numbered by their first line; a broken one costs only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain
from typing import TextIO

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits
from carnet.interchange.tables import Row

BLOCK = 1 << 14
"""Characters read at once."""
ESCAPED = re.compile("[\udc80-\udcff]")
REPLACED = re.compile("\ufffd")


class _Lines:
    """The physical lines of a file, in blocks; those behind the last one done with can be had again."""

    def __init__(self, handle: TextIO, path: str, limits: Limits) -> None:
        self.handle, self.path, self.limits = handle, path, limits
        self.done = self.taken = 0
        self.kept: deque[tuple[int, list[str]]] = deque()
        self.rest = ""

    def left(self) -> Iterator[Iterable[str]]:
        """The lines behind the last one done with, in pieces."""
        done = self.done
        for first, lines in tuple(self.kept):
            # No slice: where every line is broken, each would copy a whole block.
            yield map(lines.__getitem__, range(max(0, done - first), len(lines)))
        while lines := self._block():
            while self.kept and self.kept[0][0] + len(self.kept[0][1]) <= self.done:
                self.kept.popleft()
            self.kept.append((self.taken, lines))
            self.taken += len(lines)
            yield lines

    def _block(self) -> list[str]:
        """The next lines; none at the end of the file."""
        longest = self.limits.line_characters
        while len(self.rest) <= longest:
            text = self.handle.read(BLOCK)
            lines = list(StringIO(self.rest + text, newline=""))
            # A line break may go on in the next block.
            self.rest = lines.pop() if lines and text and not lines[-1].endswith("\n") else ""
            if lines and max(map(len, lines)) > longest:
                return self._before_too_long(lines)
            if lines or not text:
                return lines
        raise UnreadableFile(self.path, _("the line is too long for a table."), self.taken + 1)

    def _before_too_long(self, lines: list[str]) -> list[str]:
        """What stands before a line that is too long, which is kept to be refused as the next."""
        at = next(at for at, line in enumerate(lines) if len(line) > self.limits.line_characters)
        self.rest = lines[at]
        return lines[:at] or self._block()


def records(handle: TextIO, *, delimiter: str, path: str, limits: Limits) -> Iterator[Row]:
    """Every record of the text as a row of whatever width, blank lines left out."""
    lines = _Lines(handle, path, limits)
    damaged = REPLACED if handle.errors == "replace" else ESCAPED
    while True:
        before = lines.done
        reader = csv.reader(chain.from_iterable(lines.left()), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield Row(lines.done + 1, tuple(cells), _problem(cells, damaged, limits))
                lines.done = before + reader.line_num
            return
        except csv.Error as error:
            yield Row(lines.done + 1, (), _reason(error))
            lines.done += 1


def _problem(cells: list[str], damaged: re.Pattern[str], limits: Limits) -> Message:
    text = "".join(cells)
    if "\0" in text:
        return _("the line holds a null character.")
    if not text.isascii() and damaged.search(text):
        return _("the line holds bytes that are no text in the encoding of the file.")
    if len(text) > limits.cell_characters and max(map(len, cells)) > limits.cell_characters:
        return _("a cell is too long.")
    return ""


def _reason(error: csv.Error) -> Message:
    if "limit" in str(error):
        return _("a cell is too long, or its closing quotation mark is missing.")
    return _("a quotation mark is not closed, or not doubled inside a cell.")
