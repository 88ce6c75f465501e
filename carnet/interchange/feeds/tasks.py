"""Feeds in the background: a job takes ids and calls one action."""

from django.utils import translation

from carnet.core.acting import Actor, Role
from carnet.core.errors import DomainError
from carnet.interchange.actions import Clock
from carnet.interchange.feeds.models import Feed
from carnet.interchange.feeds.reading import read_feed
from carnet.jobs.clock import now
from carnet.jobs.queue import queue


@queue.task()
def read_due_feed(feed_id: int) -> None:
    """Read a feed because its time has come, in its own name."""
    feed = Feed.objects.filter(pk=feed_id, is_paused=False, next_run_at__lte=now()).first()
    if feed is not None:  # it may have been read, paused or deleted while the job waited
        _read(feed, Actor(name=feed.name, at=now(), role=Role.ADMIN, via="feed"), afresh=False)


@queue.task()
def read_feed_now(feed_id: int, user_id: int | None, name: str) -> None:
    """Read a feed because someone asks for it, whether or not anything is new."""
    feed = Feed.objects.filter(pk=feed_id).first()
    if feed is not None:
        actor = Actor(name=name, at=now(), role=Role.ADMIN, via="feed", user_id=user_id)
        _read(feed, actor, afresh=True)


def _read(feed: Feed, actor: Actor, *, afresh: bool) -> None:
    with translation.override(feed.language):
        try:
            read_feed(feed=feed, actor=actor, clock=Clock(now=now), afresh=afresh)
        except DomainError:
            return  # it is being read at this moment by another job
