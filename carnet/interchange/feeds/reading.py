"""Reading a feed: fetched first, outside any transaction, then imported like a file people chose."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, DomainError
from carnet.interchange.actions import Clock, begin_import, fail_import, run_import
from carnet.interchange.feeds.actions import next_run
from carnet.interchange.feeds.fetch import Fetched, Marks, fetch
from carnet.interchange.feeds.models import Feed, FeedRun, Outcome
from carnet.interchange.models import Import, ImportState
from carnet.interchange.plan import Options, Source

Fetching = Callable[..., Fetched]
GIVEN_UP = timedelta(hours=2)
"""After this long a reading that never ended was killed, and another may begin."""


def read_feed(
    *, feed: Feed, actor: Actor, clock: Clock, afresh: bool = False, fetching: Fetching = fetch
) -> FeedRun:
    """Fetch and import a feed; a refusal becomes its sentence. `afresh` asks for all of it again."""
    actor.require(Role.ADMIN)
    _claim(feed, actor)
    outcome, message, brought = Outcome.FAILED, "", None
    try:
        outcome, brought = _brought(feed, actor, clock, afresh, fetching)
    except DomainError as refusal:
        message = str(refusal)
    except Exception as error:
        message = _("Unexpected: %(error)s.") % {"error": error or type(error).__name__}
        raise
    finally:
        run = FeedRun(feed=feed, at=actor.at, finished_at=clock.now(), by=actor.name[:200])
        run.outcome, run.message, run.brought = outcome, message[:500], brought
        # Nothing is noted of a feed that was deleted while it was read.
        if Feed.objects.filter(pk=feed.pk).update(running_since=None):
            run.save()
    return run


def _claim(feed: Feed, actor: Actor) -> None:
    """Only one reading of a feed at a time; whatever comes of it, the next one is planned already."""
    free = Q(running_since=None) | Q(running_since__lt=actor.at - GIVEN_UP)
    claimed = Feed.objects.filter(free, pk=feed.pk).update(
        running_since=actor.at, next_run_at=next_run(feed, after=actor.at)
    )
    if not claimed:
        raise Conflict(_("This feed is being read already."))


def _brought(
    feed: Feed, actor: Actor, clock: Clock, afresh: bool, fetching: Fetching
) -> tuple[Outcome, Import | None]:
    known = Marks() if afresh else Marks(feed.etag, feed.last_modified)
    with TemporaryDirectory(prefix="carnet-feed-") as folder:
        path = Path(folder) / "file"
        found = fetching(feed.url, path, known=known)
        if found.unchanged:
            return Outcome.UNCHANGED, None
        digest = _digest(path)
        marks = {"etag": found.marks.etag, "last_modified": found.marks.last_modified}
        if digest == feed.digest and not afresh:
            Feed.objects.filter(pk=feed.pk).update(**marks)
            return Outcome.UNCHANGED, None
        brought = _imported(feed, Source(path, found.name), actor, clock)
        Feed.objects.filter(pk=feed.pk).update(digest=digest, **marks)
        return Outcome.IMPORTED, brought


def _imported(feed: Feed, source: Source, actor: Actor, clock: Clock) -> Import:
    options = Options(kind=feed.kind or None, dates=feed.dates or None, source=feed.source)  # type: ignore[arg-type]
    started, plan = begin_import(sources=[source], options=options, actor=actor)
    _close_killed(feed, started, clock)
    run_import(started=started, plan=plan, options=options, actor=replace(actor, at=clock.now()), clock=clock)
    return started


def _close_killed(feed: Feed, started: Import, clock: Clock) -> None:
    """An import of this feed that was killed and whose file is no longer what it was can never go on."""
    stuck: Any = Import.objects.filter(source=feed.source, state=ImportState.RUNNING).exclude(pk=started.pk)
    for run in stuck:
        reason = DomainError(_("It was interrupted, and a newer file has come since."))
        fail_import(started=run, error=reason, clock=clock)


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
