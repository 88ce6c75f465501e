"""Files people upload: kept in the data folder until they are imported, under names we choose."""

import json
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid, NotFound
from carnet.interchange.errors import UnreadableFile, sentence
from carnet.interchange.limits import DEFAULT_LIMITS
from carnet.interchange.plan import Source

MOST_FILES = 20
_KEY = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Incoming:
    """A file on its way in: the name people gave it and its content in pieces."""

    name: str
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class Upload:
    """Uploaded files waiting for their import, known by an unguessable key."""

    key: str
    user_id: int
    sources: tuple[Source, ...]

    @property
    def folder(self) -> Path:
        """Where its files lie, and what is decided about them."""
        return _folder(self.key)


def keep_upload(*, files: list[Incoming], user_id: int) -> Upload:
    """Store files of one upload; a file that is too large is refused before it is all there."""
    if not 0 < len(files) <= MOST_FILES:
        raise Invalid(sentence(_("Choose between one and {most} files."), most=MOST_FILES), field="files")
    key = secrets.token_urlsafe(24)
    folder = _folder(key)
    folder.mkdir(parents=True, mode=0o700)
    try:
        names = _told_apart([_stored(folder / f"{at}", file) for at, file in enumerate(files)])
        (folder / "upload.json").write_text(
            json.dumps({"user_id": user_id, "names": names}), encoding="utf-8"
        )
    except Exception:
        shutil.rmtree(folder)
        raise
    return upload(key, user_id=user_id)


def upload(key: str, *, user_id: int) -> Upload:
    """The upload of this key, if it is this person's."""
    if not _KEY.fullmatch(key):
        raise NotFound
    path = _folder(key) / "upload.json"
    if not path.is_file():
        raise NotFound
    told = json.loads(path.read_text(encoding="utf-8"))
    if told["user_id"] != user_id:
        raise NotFound
    sources = tuple(Source(_folder(key) / f"{at}", name) for at, name in enumerate(told["names"]))
    return Upload(key, user_id, sources)


def forget_upload(key: str) -> None:
    """Delete the files of an upload; what is no key names no folder, least of all that of all uploads."""
    if _KEY.fullmatch(key):
        shutil.rmtree(_folder(key), ignore_errors=True)


def forgotten_uploads(*, before: float) -> Iterator[str]:
    """Keys of uploads nobody came back to since a time (seconds since 1970)."""
    for folder in _root().iterdir() if _root().is_dir() else ():
        if folder.stat().st_mtime < before:
            yield folder.name


def _root() -> Path:
    return Path(settings.DATA) / "uploads"


def _folder(key: str) -> Path:
    return _root() / key


def _told_apart(names: list[str]) -> list[str]:
    """Tables are known by the names of their files: of two equal names the second gets a number."""
    return [
        name if name not in names[:at] else f"{Path(name).stem} ({at + 1}){Path(name).suffix}"
        for at, name in enumerate(names)
    ]


def _stored(path: Path, file: Incoming) -> str:
    name = Path(file.name.replace("\\", "/")).name[:200] or "import"
    size = 0
    with path.open("wb") as target:
        for chunk in file.chunks:
            size += len(chunk)
            if size > DEFAULT_LIMITS.file_bytes:
                largest = DEFAULT_LIMITS.file_bytes // 1_000_000
                raise UnreadableFile(
                    name, sentence(_("the file is larger than {limit} MB; split it."), limit=largest)
                )
            target.write(chunk)
    return name
