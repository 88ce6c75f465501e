"""Records of a delimited text (RFC 4180), numbered by their first line; a broken one costs only itself."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits

ESCAPED = re.compile("[\udc80-\udcff]")
REPLACED = re.compile("\ufffd")


class Record(NamedTuple):
    """The raw cells of one record, or the reason why it could not be read."""

    line: int
    cells: tuple[str, ...]
    problem: Message = ""


class _Lines:
    """The physical lines of a file, of which the last ones taken can be given back."""

    def __init__(self, handle: TextIO, path: str, limits: Limits) -> None:
        self.handle, self.path, self.limits = handle, path, limits
        self.number = 0
        self.given_back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.given_back.popleft() if self.given_back else self._from_file()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def _from_file(self) -> str:
        line = self.handle.readline(self.limits.line_characters + 1)
        if len(line) > self.limits.line_characters:
            raise UnreadableFile(self.path, _("the line is too long for a table."), self.number + 1)
        return line

    def give_back_all_but_first(self) -> None:
        """After an error: only the line the record started on is lost."""
        self.given_back.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


def records(handle: TextIO, *, delimiter: str, path: str, limits: Limits) -> Iterator[Record]:
    """Every record of the text, blank lines left out."""
    lines = _Lines(handle, path, limits)
    damaged = REPLACED if handle.errors == "replace" else ESCAPED
    while True:
        start = lines.number + 1
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    yield Record(start, tuple(cells), _problem(cells, damaged, limits))
                start = lines.number + 1
                lines.taken.clear()
            return
        except csv.Error as error:
            lines.give_back_all_but_first()
            yield Record(start, (), _reason(error))
            lines.taken.clear()


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
