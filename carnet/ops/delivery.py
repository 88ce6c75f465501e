"""Where a command writes what it exports: a file that is there whole or not at all, or standard output."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from carnet.core.errors import Invalid
from carnet.ops.words import _


def deliver(chunks: Iterable[bytes], path: str | None, *, is_text: bool = True) -> int:
    """Write the pieces; how many bytes they were."""
    if path:
        return _to_file(chunks, Path(path))
    if not is_text and sys.stdout.isatty():
        raise Invalid(_("A terminal cannot show this format: name a file with --out FILE."))
    sys.stdout.flush()
    return sum(sys.stdout.buffer.write(chunk) for chunk in chunks)


def _to_file(chunks: Iterable[bytes], path: Path) -> int:
    """Into a file beside it first: an export broken off leaves an earlier one as it was."""
    if path.is_dir():
        raise Invalid(_("%s is a folder: name a file.") % path)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            beside = Path(file.name)
            try:
                size = sum(file.write(chunk) for chunk in chunks)
                file.flush()
                os.fsync(file.fileno())
                beside.replace(path)
            except BaseException:
                beside.unlink(missing_ok=True)
                raise
    except OSError as error:
        told = {"file": path, "reason": error.strerror or type(error).__name__}
        raise Invalid(_("%(file)s cannot be written: %(reason)s.") % told) from None
    return size
