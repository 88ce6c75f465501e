"""The door of reading: which format a file is in, by its content alone, and the tables it holds."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.archive.read import is_archive
from carnet.interchange.cards.table import card_table, looks_like_cards
from carnet.interchange.csv.read import csv_table
from carnet.interchange.encoding import encoding_of
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.json.read import json_tables, looks_like_json
from carnet.interchange.limits import DEFAULT_LIMITS, Limits
from carnet.interchange.tables import Table
from carnet.interchange.xlsx.read import xlsx_tables
from carnet.interchange.zips import open_zip

HEAD = 1 << 16
_WHITE = frozenset(b"\t\n\r\f\v\x1a\x1b")
_PICTURE = _("the file is a picture, not a table.")
_OLD_EXCEL = _(
    "the file is an old Excel workbook (.xls) or protected by a password; save it as .xlsx or CSV."
)
_MARKUP = _("the file is a web page or XML, not a table; save it as .xlsx or CSV.")
_ARCHIVE = _("the file is an archive, not a table; unpack it first.")
_WHOLE = _("the file is the archive of a whole Carnet: `carnet import` reads it, alone, into a new one.")
_DOCUMENT = _("the file is a document, not a table.")
_BINARY = _("the file is neither text nor an Excel workbook.")
_MAGIC: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"<svg", _PICTURE),
    (b"\xd0\xcf\x11\xe0", _OLD_EXCEL),
    (b"%PDF", _DOCUMENT),
    (b"{\\rtf", _DOCUMENT),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"<!doctype", _MARKUP),
    (b"<html", _MARKUP),
    (b"<?xml", _MARKUP),
    (b"SQLite format 3", _BINARY),
)


def open_tables(path: Path, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> tuple[Table, ...]:
    """The tables of a file, called `name` in every sentence; UnreadableFile when there is nothing to read."""
    name = name or path.name
    head = _head(path, name, limits)
    if is_archive(path):
        raise UnreadableFile(name, _WHOLE)
    if head.startswith(b"PK\x03\x04"):
        _expect_workbook(path, name)
        return _few(xlsx_tables(path, name, limits), name, limits)
    _expect_text(head, name)
    if looks_like_cards(head):
        return (card_table(path, name, limits),)
    if looks_like_json(head):
        return _few(json_tables(path, name, encoding_of(path), limits), name, limits)
    return (csv_table(path, name, limits),)


def _few(tables: tuple[Table, ...], name: str, limits: Limits) -> tuple[Table, ...]:
    """The tables, if they are not too many: the rows of each are a pass over the whole file."""
    if len(tables) > limits.tables:
        raise UnreadableFile(
            name, sentence(_("the file has more than {limit} tables; split it."), limit=limits.tables)
        )
    return tables


def _head(path: Path, name: str, limits: Limits) -> bytes:
    """The first bytes, once it is sure that there are some and not too many."""
    try:
        if not path.is_file():
            raise UnreadableFile(name, _("there is no such file."))
        size = path.stat().st_size
        with path.open("rb") as handle:
            head = handle.read(HEAD)
    except OSError as error:
        raise UnreadableFile(name, _("the file cannot be opened.")) from error
    if size > limits.file_bytes:
        largest = limits.file_bytes // 1_000_000
        raise UnreadableFile(
            name, sentence(_("the file is larger than {limit} MB; split it."), limit=largest)
        )
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0") and size <= HEAD:
        raise UnreadableFile(name, _("the file is empty."))
    return head


def _expect_workbook(path: Path, name: str) -> None:
    try:
        with open_zip(path) as archive:
            members = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFile(name, _("the workbook is damaged or protected by a password.")) from error
    if not any(member.lower().startswith("xl/") for member in members):
        raise UnreadableFile(name, _DOCUMENT if "[Content_Types].xml" in members else _ARCHIVE)


def _expect_text(head: bytes, name: str) -> None:
    start = head[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, message in _MAGIC:
        if start.startswith(magic) or start.lower().startswith(magic.lower()):
            raise UnreadableFile(name, message)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise UnreadableFile(name, _PICTURE)
    if _looks_binary(head):
        raise UnreadableFile(name, _BINARY)


def _looks_binary(head: bytes) -> bool:
    """Control characters in numbers no text has; text in two-byte letters has only noughts."""
    control = sum(1 for byte in head if 0 < byte < 32 and byte not in _WHITE)
    noughts = head.count(0)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or 0.2 * len(head) < noughts < 0.6 * len(head)
    return control > 0.05 * len(head) or (noughts > 0.05 * len(head) and not wide)
