"""Records read many at once are those that are read one by one, on the same lines, with the same faults."""

import csv
import re
from io import BytesIO, StringIO, TextIOWrapper
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.interchange.csv import records
from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits

LIMITS = Limits(line_characters=30, cell_characters=7)
PIECES = [
    '"',
    '""',
    '","',
    "a;b",
    ";",
    "1",
    "été",
    "\n",
    "\r",
    "\r\n",
    "\r\r\n",
    "\0",
    "x" * 8,
    " ",
    "\u2028",
]
Found = tuple[list[tuple[int, tuple[str, ...], str]], int | None]

texts = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
bad_bytes = st.sampled_from([b"", b"", b"\xff", "é;\ufffd".encode()])


def one_by_one(content: bytes, delimiter: str) -> Found:
    """The records, and the line that ends the reading because it is too long, if any."""
    lines = list(StringIO(content.decode("utf-8", "surrogateescape"), newline=""))
    found, done = [], 0
    while True:
        before, reader = done, csv.reader(_short(lines, done), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if cells:
                    found.append((done + 1, tuple(cells), _fault(cells)))
                done = before + reader.line_num
            return found, None
        except csv.Error:
            found.append((done + 1, (), "quotation mark"))
            done += 1
        except UnreadableFile as refused:
            return found, refused.line


def _short(lines: list[str], done: int):
    for number, line in enumerate(lines[done:], done + 1):
        if len(line) > LIMITS.line_characters:
            raise UnreadableFile("x.csv", "", number)
        yield line


def _fault(cells: list[str]) -> str:
    if "\0" in "".join(cells):
        return "null character"
    if re.search("[\udc80-\udcff]", "".join(cells)):
        return "bytes that are no text"
    return "too long" if max(map(len, cells)) > LIMITS.cell_characters else ""


def many_at_once(content: bytes, delimiter: str) -> Found:
    handle = TextIOWrapper(BytesIO(content), encoding="utf-8", errors="surrogateescape", newline="")
    batches = records.records(handle, delimiter=delimiter, path="x.csv", limits=LIMITS)
    found = []
    try:
        for batch in batches:
            found += [(row.line, row.cells, str(row.problem)) for row in batch.rows()]
    except UnreadableFile as refused:
        return found, refused.line
    return found, None


@given(texts, bad_bytes, texts, st.sampled_from(';,"'), st.integers(1, 40), st.integers(1, 9))
@settings(max_examples=150)
def test_any_text_has_the_records_it_has_one_by_one(before, bad, after, delimiter, block, at_once) -> None:
    content = before.encode() + bad + after.encode()
    with patch.multiple(records, BLOCK=block, AT_ONCE=at_once):
        found, ends = many_at_once(content, delimiter)
    expected, ends_at = one_by_one(content, delimiter)
    assert [(line, cells) for line, cells, _fault in found] == [
        (line, cells) for line, cells, _fault in expected
    ]
    assert all(
        fault in problem and bool(fault) == bool(problem)
        for (_line, _cells, problem), (_same, _too, fault) in zip(found, expected, strict=True)
    )
    assert ends == ends_at
