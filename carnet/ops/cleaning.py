"""Throwing away what has served: expired sessions, receipts and uploads nobody asks for any more."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from carnet.interchange import uploads
from carnet.interchange.feeds.actions import drop_old_runs
from carnet.journal.models import Receipt

RECEIPTS_KEPT = timedelta(days=7)
"""How long the answer to an Idempotency-Key is kept: longer than any client tries again."""
FEED_RUNS_KEPT = timedelta(days=90)
"""How long the history of a feed goes back; its imports stay."""
UPLOADS_KEPT = timedelta(days=7)
"""How long files wait that were uploaded and never imported."""


def drop_expired_sessions(*, now: datetime) -> int:
    """Forget the sessions that log nobody in any more; how many."""
    rows, _kinds = Session.objects.filter(expire_date__lt=now).delete()
    return rows


def drop_old_receipts(*, now: datetime) -> int:
    """Forget old receipts; how many."""
    rows, _kinds = Receipt.objects.filter(created_at__lt=now - RECEIPTS_KEPT).delete()
    return rows


def drop_old_uploads(*, now: datetime) -> int:
    """Delete the files of imports that nobody began; how many uploads."""
    keys = list(uploads.forgotten_uploads(before=(now - UPLOADS_KEPT).timestamp()))
    for key in keys:
        uploads.forget_upload(key)
    return len(keys)


def drop_old_feed_runs(*, now: datetime) -> int:
    """Forget readings of feeds long ago; how many."""
    return drop_old_runs(before=now - FEED_RUNS_KEPT)
