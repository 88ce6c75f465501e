"""Where a command writes what it exports: a file that is there whole or not at all, or standard output."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from carnet.core.errors import Invalid
from carnet.ops.words import _

Write = Callable[[IO[bytes]], object]


def deliver(write: Write, path: str | None, *, is_text: bool = True) -> None:
    """Let `write` write into the file named, or to standard output."""
    if path:
        _to_file(write, Path(path))
        return
    if not is_text and sys.stdout.isatty():
        raise Invalid(_("A terminal cannot show this format: name a file with --out FILE."))
    sys.stdout.flush()
    write(sys.stdout.buffer)


def _to_file(write: Write, path: Path) -> None:
    """Into a file beside it first: an export broken off leaves an earlier one as it was."""
    if path.is_dir():
        raise Invalid(_("%s is a folder: name a file.") % path)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            beside = Path(file.name)
            try:
                write(file)
                file.flush()
                os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        told = {"file": path, "reason": error.strerror or type(error).__name__}
        raise Invalid(_("%(file)s cannot be written: %(reason)s.") % told) from None
