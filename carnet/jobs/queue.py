"""The queue: SQLite beside the database, Redis for several machines, in the foreground without a worker."""

from django.conf import settings
from huey import RedisHuey, SqliteHuey


def _queue() -> SqliteHuey | RedisHuey:
    immediate = not settings.HAS_WORKER
    if settings.REDIS_URL:
        return RedisHuey("carnet", url=settings.REDIS_URL, immediate=immediate)
    return SqliteHuey("carnet", filename=str(settings.DATA / "jobs.db"), immediate=immediate, fsync=True)


queue = _queue()
