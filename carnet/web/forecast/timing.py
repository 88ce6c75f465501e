"""When a forecast was computed, and when the worker computes it again."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from carnet.web import formats
from carnet.web.forecast.told import Told
from carnet.web.templatetags.look import language


def computed_text(run: Told) -> str:
    """When it was computed, how fast, and when it will be again."""
    words = _words(run)
    if run.at is None:
        return _("replayed in %(seconds)s s") % words
    if _is_of_today(run.at):
        return _("computed at %(at)s, in %(seconds)s s · next at %(next)s") % words
    return _("computed on %(at)s, in %(seconds)s s · next at %(next)s") % words


def short_text(run: Told) -> str:
    """The same where tabs and buttons leave little room; nothing of a replay, which is short already."""
    if run.at is None:
        return ""
    if _is_of_today(run.at):
        return _("computed at %(at)s · next at %(next)s") % _words(run)
    return _("computed on %(at)s · next at %(next)s") % _words(run)


def _words(run: Told) -> dict[str, str]:
    at = "" if run.at is None else formats.clock(run.at) if _is_of_today(run.at) else formats.day(run.at)
    seconds = formats.number(run.seconds, language(), 1)
    return {"seconds": seconds, "at": at, "next": formats.clock(next_run(timezone.now()))}


def _is_of_today(at: datetime) -> bool:
    return timezone.localtime(at).date() == timezone.localdate()


def next_run(now: datetime) -> datetime:
    """The full or half hour at which the worker computes again."""
    begun = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    return begun + timedelta(minutes=30)
