"""Reading an archive: a file like any other, believed in nothing before it is checked."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Message
from carnet.interchange.archive.tables import FOLDER, FORMAT, MANIFEST, VERSION, archived_models, member_of
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.zips import open_zip

Row = dict[str, Any]
_NAME_AT = 30
"""Where in a ZIP file the name of its first member stands."""
_DAMAGED = _("the archive is damaged.")
_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of an archive is read; sizes in bytes."""

    members: int = 500
    manifest: int = 1_000_000
    line: int = 64_000_000
    unpacked: int = 8_000_000_000
    ratio: int = 250
    small: int = 10_000_000
    """Below this size a member may be packed as tightly as it likes."""


BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Told:
    """A table as the manifest tells of it."""

    table: str
    rows: int
    sha256: str
    last_id: int


@dataclass(frozen=True)
class Archive:
    """An open archive whose outside has been checked; `rows` checks the inside of a table as it is read."""

    name: str
    members: tuple[Told, ...]
    file: zipfile.ZipFile
    bounds: Bounds

    def rows(self, member: Told) -> Iterator[tuple[int, Row]]:
        """The rows with their line; a refusal at the end where their number or their hash is not as told."""
        digest, count = hashlib.sha256(), 0
        try:
            with io.BufferedReader(self.file.open(member_of(member.table)), 1 << 20) as lines:  # type: ignore[type-var]
                while line := lines.readline(self.bounds.line + 1):
                    digest.update(line)
                    count += 1
                    yield count, self._row(line, member, count)
        except _TROUBLE as error:
            if isinstance(error, UnreadableFile):
                raise
            raise self.refusal(_DAMAGED) from error
        if count != member.rows or digest.hexdigest() != member.sha256:
            raise self.refusal(_DAMAGED, member)

    def _row(self, line: bytes, member: Told, at: int) -> Row:
        if len(line) > self.bounds.line:
            raise self.refusal(_("this row is too long."), member, at)
        try:
            row = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise self.refusal(_("this row is no object of JSON."), member, at)
        return row

    def refusal(
        self, message: Message, member: Told | None = None, line: int | None = None
    ) -> UnreadableFile:
        """A sentence about the archive, or about a table of it."""
        if member is not None:
            message = sentence("{table}: {message}", table=member.table, message=message)
        return UnreadableFile(self.name, message, line)


def is_archive(path: Path) -> bool:
    """Whether the file is, by its content, the archive of a Carnet, be it a damaged one."""
    try:
        with path.open("rb") as handle:
            head = handle.read(_NAME_AT + len(FOLDER))
        if not head.startswith(b"PK\x03\x04"):
            return False
        if head[_NAME_AT:] == FOLDER.encode():
            return True
        with open_zip(path) as file:
            return _manifest(file, BOUNDS).get("format") == FORMAT
    except (*_TROUBLE, KeyError, TypeError, RecursionError):
        return False


@contextmanager
def open_archive(path: Path, name: str, bounds: Bounds = BOUNDS) -> Iterator[Archive]:
    """The archive, once its outside is known to be sound."""
    try:
        file = open_zip(path)
    except _TROUBLE as error:
        raise UnreadableFile(name, _DAMAGED) from error
    with file:
        _check_members(file, name, bounds)
        try:
            manifest = _manifest(file, bounds)
        except (*_TROUBLE, KeyError, TypeError, RecursionError) as error:
            raise UnreadableFile(name, _DAMAGED) from error
        yield Archive(name, _members(manifest, file, name), file, bounds)


def _check_members(file: zipfile.ZipFile, name: str, bounds: Bounds) -> None:
    infos = file.infolist()
    names = [info.filename for info in infos]
    if len(names) > bounds.members or len(set(names)) != len(names):
        raise UnreadableFile(name, _("the archive holds too many files, or one twice."))
    if sum(info.file_size for info in infos) > bounds.unpacked or any(
        _is_bomb(info, bounds) for info in infos
    ):
        raise UnreadableFile(name, _("the archive unpacks to far more than it should."))
    if any(info.flag_bits & 1 for info in infos):
        raise UnreadableFile(name, _("the archive is protected by a password."))


def _is_bomb(info: zipfile.ZipInfo, bounds: Bounds) -> bool:
    return info.file_size > max(bounds.small, bounds.ratio * info.compress_size)


def _manifest(file: zipfile.ZipFile, bounds: Bounds) -> dict[str, Any]:
    info = file.getinfo(MANIFEST)
    if info.file_size > bounds.manifest:
        raise ValueError
    found = json.loads(file.read(info), parse_constant=_no_number)
    if not isinstance(found, dict):
        raise TypeError
    return found


def _members(manifest: dict[str, Any], file: zipfile.ZipFile, name: str) -> tuple[Told, ...]:
    """The tables told of; each must be there, be known, and nothing beside them."""
    if manifest.get("format") != FORMAT or not isinstance(manifest.get("version"), int):
        raise UnreadableFile(name, _DAMAGED)
    if manifest["version"] > VERSION:
        raise UnreadableFile(name, _("the archive was written by a later Carnet: update this one first."))
    try:
        told = tuple(_member(item) for item in manifest["tables"])
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFile(name, _DAMAGED) from error
    if unknown := sorted({member.table for member in told} - archived_models().keys()):
        raise UnreadableFile(name, sentence(_("the table “{table}” is unknown here."), table=unknown[0][:80]))
    expected = [MANIFEST, *(member_of(member.table) for member in told)]
    present = {info.filename for info in file.infolist()}
    if missing := [one for one in expected if one not in present]:
        raise UnreadableFile(name, sentence(_("“{member}” is missing in the archive."), member=missing[0]))
    if strange := sorted(present.difference(expected)):
        raise UnreadableFile(
            name, sentence(_("“{member}” does not belong in the archive."), member=strange[0][:80])
        )
    if len(set(expected)) != len(expected):
        raise UnreadableFile(name, _DAMAGED)
    return told


def _member(item: Any) -> Told:
    member = Told(item["name"], item["rows"], item["sha256"], item["last_id"])
    if not (isinstance(member.table, str) and isinstance(member.sha256, str)):
        raise TypeError
    if not (type(member.rows) is int and type(member.last_id) is int and 0 <= member.last_id < 2**62):
        raise TypeError
    return member


def _no_number(text: str) -> None:
    raise ValueError(text)
