"""The queue: SQLite beside the database, Redis for several machines, in the foreground without a worker."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from huey import RedisHuey, SqliteHuey


@contextmanager
def _without(*modules: str) -> Iterator[None]:
    """These cannot be imported: huey loads the client of every store it knows, and can do without."""
    absent = [name for name in modules if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None says: there is none
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _queue(name: str) -> "SqliteHuey | RedisHuey":
    immediate = not settings.HAS_WORKER
    if settings.REDIS_URL:
        from huey import RedisHuey

        return RedisHuey(name, url=settings.REDIS_URL, immediate=immediate)
    with _without("redis", "psycopg"):
        from huey import SqliteHuey
    return SqliteHuey(name, filename=str(settings.DATA / "jobs.db"), immediate=immediate, fsync=True)


queue = _queue("carnet")
calculations = _queue("carnet-calculations")
"""Work that takes the processor for seconds on end, with a worker of its own: no import waits behind it."""
