"""A JSON file as tables: each list of objects in it is one, and so are lines of one object each."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.encoding import opened
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.json.stream import WHITE, Broken, items
from carnet.interchange.json.values import DECODER, cells_of, problem_of
from carnet.interchange.limits import Limits, check_columns, within
from carnet.interchange.tables import Cell, Dialect, Row, Table, is_blank

NO_JSON = object()
"""A line that is none: refused alone."""
LONGEST_PATH = 200
_UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
Items = Callable[[], Iterator[tuple[str, Any]]]


def looks_like_json(start: bytes) -> bool:
    """Whether a text begins as JSON documents do, and no table of text does."""
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    after = text[1:].lstrip()[:1]
    return (text[:1] == b"[" and after in (b"{", b"]", b"[")) or (text[:1] == b"{" and after in (b'"', b"}"))


def json_tables(path: Path, name: str, encoding: str, limits: Limits) -> tuple[Table, ...]:
    """The tables of a JSON file; the number of an object among its neighbours stands for its line."""

    def every() -> Iterator[tuple[str, Any]]:
        return _items(path, name, encoding, limits)

    headers = _headers(every, name, limits)
    if not headers:
        raise UnreadableFile(name, _("the file holds no list of objects."))
    dialect = Dialect(encoding, description=f"JSON, {encoding}")
    return tuple(
        _table(f"{name}#{_plain(at)}" if len(headers) > 1 else name, at, found, every, dialect, limits)
        for at, found in headers.items()
    )


def _plain(path: str) -> str:
    """The names around a list as the name of a table: short, and without what no database keeps."""
    return _UNWRITABLE.sub("\ufffd", path[:LONGEST_PATH])


def _table(
    name: str, at: str, headers: tuple[str, ...], every: Items, dialect: Dialect, limits: Limits
) -> Table:
    def rows() -> Iterator[Row]:
        found = (item for path, item in every() if path == at)
        return within(_rows(found, headers, limits), limits, name)

    return Table(name, headers, 0, dialect, rows)


def _rows(found: Iterator[Any], headers: tuple[str, ...], limits: Limits) -> Iterator[Row]:
    for number, item in enumerate(found, 1):
        if item is NO_JSON:
            yield Row(number, (), _("the line is no JSON."))
            continue
        told = cells_of(item)
        cells: tuple[Cell, ...] = tuple(told.get(header, "") for header in headers)
        problem = problem_of(item, told, limits.cell_characters)
        if problem or not is_blank(cells):
            yield Row(number, () if problem else cells, problem)


def _headers(every: Items, name: str, limits: Limits) -> dict[str, tuple[str, ...]]:
    """The names used in each list that holds objects, in the order in which they first appear."""
    found: dict[str, dict[str, None]] = {}
    for path, item in within(every(), limits, name):
        told = cells_of(item)
        if told and not problem_of(item, told, limits.cell_characters):
            headers = found.setdefault(path, {})
            headers.update(dict.fromkeys(told))
            check_columns(len(headers), limits, name)
    return {path: tuple(headers) for path, headers in found.items()}


def _items(path: Path, name: str, encoding: str, limits: Limits) -> Iterator[tuple[str, Any]]:
    with opened(path, encoding) as handle:
        one_a_line = _is_one_a_line(handle, limits.line_characters)
        handle.seek(0)
        source = _lines(handle, name, limits) if one_a_line else items(handle, limits.line_characters)
        read = 0
        try:
            for item in source:
                read += 1
                yield item
        except Broken as error:
            raise UnreadableFile(name, _broken_after(read)) from error


def _broken_after(read: int) -> Message:
    return sentence(
        _("the JSON cannot be read beyond its item {number}: broken off, damaged or nested too deeply."),
        number=read,
    )


def _is_one_a_line(handle: TextIO, longest: int) -> bool:
    """Whether each line is an object: the first is closed, and a second one, if any, opens another."""
    filled = (line.strip(WHITE) for line in iter(lambda: handle.readline(longest), ""))
    content = (line for line in filled if line)
    first, second = next(content, ""), next(content, "")
    if not (first.startswith("{") and first.endswith("}")):
        return False
    return second.startswith("{") or (not second and "[{" not in "".join(first.split()))


def _lines(handle: TextIO, name: str, limits: Limits) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := handle.readline(limits.line_characters + 1):
        number += 1
        if len(line) > limits.line_characters:
            raise UnreadableFile(name, _("the line is too long for a table."), number)
        if line.strip(WHITE):
            yield "", _object(line.strip(WHITE))


def _object(line: str) -> Any:
    try:
        return DECODER.decode(line)
    except (ValueError, RecursionError):
        return NO_JSON
