"""Feeds are read by the clock: every five minutes those whose time has come, each in its own name."""

from datetime import UTC, datetime, timedelta

import pytest

from carnet.interchange.feeds import actions
from carnet.interchange.feeds.models import Feed, FeedRun
from carnet.jobs.queue import queue
from carnet.ops import cleaning, schedule

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def feed(root) -> Feed:
    values = {"name": "Boutique", "url": "https://10.0.0.1/p.csv", "every_hours": 1}
    return actions.create_feed(values=values, language="en", actor=root)


def test_every_five_minutes_is_their_time() -> None:
    for minute, found in ((0, True), (5, True), (7, False)):
        names = [task.name for task in queue.read_periodic(NOON.replace(minute=minute, tzinfo=None))]
        assert ("read_due_feeds" in names) is found


def test_a_due_feed_is_read_in_its_own_name(feed) -> None:
    schedule.read_due_feeds.call_local()
    run = FeedRun.objects.get()
    assert (run.by, run.outcome, "private network" in run.message) == ("Boutique", "failed", True)
    feed.refresh_from_db()
    assert feed.next_run_at - run.at == timedelta(hours=1)
    schedule.read_due_feeds.call_local()
    assert FeedRun.objects.count() == 1


def test_a_paused_feed_rests(feed) -> None:
    Feed.objects.update(is_paused=True)
    schedule.read_due_feeds.call_local()
    assert not FeedRun.objects.exists()


def test_the_history_of_a_feed_goes_back_ninety_days(feed) -> None:
    for days in (89, 91):
        at = NOON - timedelta(days=days)
        FeedRun.objects.create(feed=feed, at=at, finished_at=at, by="x", outcome="unchanged")
    assert cleaning.drop_old_feed_runs(now=NOON) == 1
    assert FeedRun.objects.get().at == NOON - timedelta(days=89)
