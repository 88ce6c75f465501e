"""Adding, changing and removing feeds; each is an administrator's work and stands in the journal."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from carnet.core.acting import Actor, Role
from carnet.interchange.feeds.address import address_of
from carnet.interchange.feeds.models import Feed, FeedRun
from carnet.journal import changes

Changes = Mapping[str, Any]
_CONTENT = frozenset({"url", "kind", "dates"})
"""What decides what a feed brings: once it changes, nothing that came before counts as known."""
_FORGOTTEN = {"etag": "", "last_modified": "", "digest": ""}


def create_feed(*, values: Changes, language: str = "fr", actor: Actor) -> Feed:
    """Add a feed; one with a timetable is due at once."""
    actor.require(Role.ADMIN)
    feed = Feed(**_checked(values), language=language)
    feed.next_run_at = actor.at if feed.every_hours else None
    return changes.insert(feed, actor=actor)


def update_feed(*, feed: Feed, values: Changes, version: int | None = None, actor: Actor) -> Feed:
    """Change a feed; a new address or kind is read afresh, a new timetable counts from now."""
    actor.require(Role.ADMIN)
    told = _checked(values)
    with transaction.atomic():
        changes.update(feed, told, version=version, actor=actor)
        if _CONTENT & set(told):
            Feed.objects.filter(pk=feed.pk).update(**_FORGOTTEN)
        if "every_hours" in told:
            Feed.objects.filter(pk=feed.pk).update(next_run_at=next_run(feed, after=actor.at))
    return feed


def delete_feed(*, feed: Feed, version: int | None = None, actor: Actor) -> None:
    """Read a feed no more; what it brought stays."""
    actor.require(Role.ADMIN)
    changes.remove(feed, version=version, actor=actor)


def drop_old_runs(*, before: datetime) -> int:
    """Forget what became of readings long ago; how many."""
    rows, _kinds = FeedRun.objects.filter(at__lt=before).delete()
    return rows


def next_run(feed: Feed, *, after: datetime) -> datetime | None:
    """When a feed is read the next time; None when only people ask for it."""
    return after + timedelta(hours=feed.every_hours) if feed.every_hours else None


def _checked(values: Changes) -> dict[str, Any]:
    told = dict(values)
    if "url" in told:
        address_of(told["url"])
        told["url"] = told["url"].strip()
    return told
