"""What a workbook would unpack to, measured before the reader sees it: a few kilobytes can hide gigabytes."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits
from carnet.interchange.zips import open_zip

CHUNK = 1 << 20
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
LONGEST_ROW = 1 << 24
LONGEST_MEMBER = 1 << 62
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"^[^>]*?\br=[\"'](\d{1,9})")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_CELL_PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,9})(\d{1,9})[\"']")
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def check_workbook(path: Path, name: str, limits: Limits) -> None:
    """UnreadableFile when unpacking it would cost too much, or its XML declares entities."""
    try:
        with open_zip(path) as archive:
            _check_sizes(archive, path.stat().st_size, name, limits)
            # Which member is a sheet is for the workbook to say, so each is measured as if it were one.
            for member in archive.infolist():
                _check_area(_contents(archive, member, name), name, limits)
    except DAMAGE as error:
        raise UnreadableFile(name, _("the workbook is damaged or protected by a password.")) from error


def _check_sizes(archive: zipfile.ZipFile, packed: int, name: str, limits: Limits) -> None:
    members = archive.infolist()
    if any(member.compress_type not in PACKINGS for member in members):
        raise zipfile.BadZipFile("packed in no way that workbooks are")
    if any(_OUTSIDE.search(member.filename) for member in members):
        raise UnreadableFile(name, _("the workbook names files outside itself; it is not read."))
    unpacked = sum(member.file_size for member in members)
    bomb = unpacked > 10_000_000 and unpacked > packed * limits.unpacked_ratio
    overlapping = sum(member.compress_size for member in members) > packed
    if len(members) > limits.members or unpacked > limits.unpacked_bytes or bomb or overlapping:
        raise too_large(name)


def _contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """The member in pieces, each proven free of declarations (also when written in two-byte letters)."""
    tail, seen_size = b"", 0
    # A member that says it is small may still be long: Python stops where it says, the reader does not.
    whole = copy(member)
    whole.file_size = LONGEST_MEMBER
    with archive.open(whole) as handle:
        while chunk := handle.read(CHUNK):
            seen_size += len(chunk)
            if seen_size > member.file_size:
                raise zipfile.BadZipFile("a member is longer than it says")
            seen = (tail + chunk).replace(b"\0", b"") if b"\0" in chunk else tail + chunk
            if "/media/" not in member.filename and any(word in seen for word in _FORBIDDEN):
                raise UnreadableFile(name, _("the workbook declares entities, which are never read."))
            tail = seen[-16:]
            yield chunk


def _check_area(contents: Iterator[bytes], name: str, limits: Limits) -> None:
    """The reader lays a sheet out as a full rectangle: its area counts, not its cells."""
    last_row, width, rest, started = 0, 0, b"", False
    for chunk in contents:
        *rows, rest = _ROW.split(rest + chunk)
        if not (started or rows):
            rest = rest[-64:]
            continue
        rows, started = rows if started else rows[1:], True
        if len(rest) > LONGEST_ROW:
            raise too_large(name)
        last_row, width = _extent(rows, last_row, width)
        if last_row * width > limits.sheet_cells:
            raise too_large(name)
    last_row, width = _extent([rest] if started else [], last_row, width)
    if last_row * width > limits.sheet_cells:
        raise too_large(name)


def _extent(rows: list[bytes], last_row: int, width: int) -> tuple[int, int]:
    for row in rows:
        numbered = _ROW_NUMBER.match(row)
        last_row = max(last_row + 1, int(numbered.group(1))) if numbered else last_row + 1
        places = _CELL_PLACE.findall(row)
        last_row = max((last_row, *(int(number) for _letters, number in places)))
        columns = (column_number(letters) for letters in {letters for letters, _number in places})
        width = max((width, len(_CELL.findall(row)), *columns))
    return last_row, width


def column_number(letters: bytes) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def too_large(name: str) -> UnreadableFile:
    """The refusal of a workbook that takes more memory than one may."""
    return UnreadableFile(
        name, _("the workbook is too large once unpacked; save the sheet as CSV or split it.")
    )
