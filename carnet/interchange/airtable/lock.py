"""One sync at a time: a lock that goes with its process, whatever ended it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from carnet.core.errors import Conflict


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock; Conflict while another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict(_("Airtable is being synchronised already.")) from None
        yield


def is_running(path: Path) -> bool:
    """Whether some process holds the lock."""
    try:
        with alone(path):
            return False
    except Conflict:
        return True
