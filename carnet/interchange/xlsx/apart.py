"""The other end of the reading process: started for one workbook, listened to, ended with its listener."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits
from carnet.interchange.xlsx.bounds import too_large

CHILD = Path(__file__).with_name("child.py")
DAMAGED, TOO_LARGE = 3, 4
"""How the child says what went wrong; the same numbers stand there."""
_CANNOT_START = 1
_NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What some builds of Python do not start without; nothing else of ours is known where a file is read."""


def told(path: Path, name: str, sheet: str, limits: Limits) -> Iterator[Any]:
    """What the child says of a sheet, or of every sheet where none is named, line by line."""
    bounds = (limits.reader_bytes, limits.reader_seconds, limits.cell_characters)
    process = subprocess.Popen(  # noqa: S603 - our own script, its arguments passed as they are
        [sys.executable, "-I", str(CHILD), str(path.resolve()), sheet, *map(str, bounds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _NEEDED if name in os.environ},
    )
    try:
        with closing(process.stdout) as lines:  # type: ignore[type-var]  # it is a pipe
            for line in lines:  # type: ignore[union-attr]
                yield json.loads(line)
        _judge(process.wait(), name)
    finally:
        process.kill()
        process.wait()


def _judge(code: int, name: str) -> None:
    if code == _CANNOT_START:
        raise RuntimeError("the reader of workbooks cannot start")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise UnreadableFile(name, _("reading the file takes too long; split it into smaller ones."))
    if code < 0 or code == TOO_LARGE:
        raise too_large(name)
    if code:
        raise UnreadableFile(name, _("the workbook is damaged or protected by a password."))
