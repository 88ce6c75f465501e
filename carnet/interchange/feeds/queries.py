"""Reading feeds: an administrator's matter, since what they bring goes to the whole company."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from carnet.core.acting import Role
from carnet.identity.visibility import Viewer
from carnet.interchange.feeds.models import Feed, FeedRun


def visible_feeds(viewer: Viewer) -> QuerySet[Feed]:
    """Every feed for an administrator, none for others."""
    return Feed.objects.all() if viewer.role >= Role.ADMIN else Feed.objects.none()


def feeds_with_outcome(viewer: Viewer) -> QuerySet[Feed]:
    """The visible feeds, each with the moment, the outcome and the sentence of its last reading."""
    last = FeedRun.objects.filter(feed=OuterRef("pk")).order_by("-pk")
    return visible_feeds(viewer).annotate(
        last_at=Subquery(last.values("at")[:1]),
        last_outcome=Subquery(last.values("outcome")[:1]),
        last_message=Subquery(last.values("message")[:1]),
    )


def runs_of(feed: Feed) -> QuerySet[FeedRun]:
    """The readings of a feed, the last one first."""
    return FeedRun.objects.filter(feed=feed).select_related("brought").order_by("-pk")


def due_feeds(*, at: datetime) -> QuerySet[Feed]:
    """The feeds whose time has come, the longest waiting first."""
    return Feed.objects.filter(is_paused=False, next_run_at__lte=at).order_by(F("next_run_at"))
