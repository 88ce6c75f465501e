"""Throwing away what has served: expired sessions, and receipts nobody can ask for any more."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from carnet.journal.models import Receipt

RECEIPTS_KEPT = timedelta(days=7)
"""How long the answer to an Idempotency-Key is kept: longer than any client tries again."""


def drop_expired_sessions(*, now: datetime) -> int:
    """Forget the sessions that log nobody in any more; how many."""
    rows, _kinds = Session.objects.filter(expire_date__lt=now).delete()
    return rows


def drop_old_receipts(*, now: datetime) -> int:
    """Forget old receipts; how many."""
    rows, _kinds = Receipt.objects.filter(created_at__lt=now - RECEIPTS_KEPT).delete()
    return rows
