"""The timetable: everything that runs by the clock, on one page. Times are UTC."""

from datetime import UTC, datetime

from huey import crontab

from carnet.jobs.queue import queue
from carnet.ops import cleaning


@queue.periodic_task(crontab(hour="2", minute="10"))  # type: ignore[untyped-decorator]
def clean_every_night() -> None:
    """Expired sessions, old receipts and uploads go while nobody works."""
    now = datetime.now(UTC)
    cleaning.drop_expired_sessions(now=now)
    cleaning.drop_old_receipts(now=now)
    cleaning.drop_old_uploads(now=now)
