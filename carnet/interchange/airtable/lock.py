"""One sync at a time: a lock that goes with its process, whatever ended it."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from carnet.core.errors import Conflict

ATTEMPTS, PAUSE = 4, 0.05


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock; Conflict while another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as handle:
        _take(handle)
        yield


def _take(handle: TextIO) -> None:
    """Take the lock; who only looks whether it is held holds it for an instant, so not on the first try."""
    for _attempt in range(ATTEMPTS):
        if _held(handle, fcntl.LOCK_EX):
            return
        time.sleep(PAUSE)
    raise Conflict(_("Airtable is being synchronised already."))


def is_running(path: Path) -> bool:
    """Whether some process holds the lock."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("a") as handle:
        return not _held(handle, fcntl.LOCK_SH)


def _held(handle: TextIO, how: int) -> bool:
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
