"""What runs by the clock throws away what has served and keeps the rest."""

import os
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session

from carnet.jobs.queue import queue
from carnet.journal.models import Receipt
from carnet.ops import cleaning, schedule

NOW = datetime(2026, 11, 20, 2, 10, tzinfo=UTC)


def receipt(key: str, at: datetime) -> Receipt:
    return Receipt.objects.create(
        user_id=1, key=key, request_hash="0" * 64, status=201, body={}, created_at=at
    )


def test_expired_sessions_go_and_live_ones_stay(db) -> None:
    Session.objects.create(session_key="old", expire_date=NOW - timedelta(seconds=1))
    Session.objects.create(session_key="live", expire_date=NOW + timedelta(days=1))
    assert cleaning.drop_expired_sessions(now=NOW) == 1
    assert Session.objects.get().session_key == "live"


def test_receipts_go_after_a_week(db) -> None:
    receipt("old", NOW - timedelta(days=7, seconds=1))
    kept = receipt("recent", NOW - timedelta(days=6))
    assert cleaning.drop_old_receipts(now=NOW) == 1
    assert Receipt.objects.get() == kept


def test_uploads_nobody_imported_go_after_a_week(settings, tmp_path) -> None:
    settings.DATA = tmp_path
    for name, age in (("old", timedelta(days=7, seconds=1)), ("recent", timedelta(days=6))):
        folder = tmp_path / "uploads" / name
        folder.mkdir(parents=True)
        moment = (NOW - age).timestamp()
        os.utime(folder, (moment, moment))
    assert cleaning.drop_old_uploads(now=NOW) == 1
    assert [folder.name for folder in (tmp_path / "uploads").iterdir()] == ["recent"]


def test_all_this_happens_every_night_at_ten_past_two(db) -> None:
    receipt("old", datetime(2020, 1, 1, tzinfo=UTC))
    due = queue.read_periodic(NOW.replace(tzinfo=None))
    assert "clean_every_night" in {task.name for task in due}
    schedule.clean_every_night.call_local()
    assert not Receipt.objects.exists()


def test_nothing_runs_at_a_minute_past_noon(db) -> None:
    assert queue.read_periodic(datetime(2026, 11, 20, 12, 1)) == []  # noqa: DTZ001 - huey's clock is naive UTC
