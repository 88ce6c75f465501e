"""The page of a record: its own facts, and what every record page has in common."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Max, Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.deals.models import PENDING, Activity, ActivityKind, ActivityStatus
from carnet.web import formats, pages, timeline
from carnet.web.addresses import known
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject

LOGGED = (ActivityKind.CALL, ActivityKind.NOTE, ActivityKind.EMAIL, ActivityKind.MEETING, ActivityKind.VIDEO)


def show(
    request: PageRequest,
    subject: Subject,
    record: Any,
    context: dict[str, Any],
    *,
    template: str = "web/record.html",
) -> HttpResponse:
    """The page, its side panel (`?panel=1`), or the older part of its stream."""
    if request.GET.get("before") and "stream" in context and request.htmx:
        days = {"days": context["stream"].days, "more_url": context["older_url"]}
        return pages.render(request, "web/parts/_timeline.html", days)
    common = {
        "record": record,
        "subject": subject,
        "name": str(record),
        "list_url": subject.url("list"),
        "record_url": subject.url("", record.pk),
        "edit_url": subject.url("edit", record.pk),
        "delete_url": subject.url("delete", record.pk),
        "facts_title": _("Facts"),
        "has_empty_facts": any(fact.is_empty for fact in context.get("facts", ())),
    }
    shown = "web/panel.html" if request.GET.get("panel") == "1" else template
    return pages.render(request, shown, {**common, **context})


def stream_context(
    request: PageRequest, record: Any, activities: QuerySet[Activity], *, deals_q: Q | None = None
) -> dict[str, Any]:
    """The stream of a record with its tabs and the way to older events."""
    tab, before = request.GET.get("tab", ""), request.GET.get("before", "")
    stream = timeline.stream(request.viewer, record, activities, tab=tab, before=before, deals_q=deals_q)
    older = f"{request.path}?{urlencode({'tab': stream.tab, 'before': stream.older})}" if stream.older else ""
    return {
        "stream": stream,
        "stream_tabs": timeline.tabs(request.path, stream.tab),
        "older_url": older,
        "log_kinds": [(kind.value, kind.label) for kind in LOGGED],
    }


def pending(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """What is still to be done, earliest first."""
    return activities.filter(status__in=PENDING).order_by("starts_at", "id")


def last_exchange(activities: QuerySet[Activity]) -> str:
    """The day something was last done; a dash for never."""
    done = activities.filter(status=ActivityStatus.DONE).aggregate(last=Max("starts_at"))
    return said_day(done["last"]) or formats.ABSENT


def next_step(upcoming: list[Activity]) -> dict[str, Any]:
    """The earliest thing still to be done, or that there is none."""
    pending = next(iter(upcoming), None)
    if pending is None:
        return {"text": _("Nothing planned"), "icon": "circle-alert", "state": "none"}
    late = pending.starts_at is not None and pending.starts_at < timezone.now()
    return {
        "text": pending.subject,
        "icon": timeline.ICONS.get(ActivityKind(pending.kind), "clock"),
        "when": said_day(pending.starts_at),
        "url": timeline.activity_address(pending.pk),
        "tick_url": known("deals:activity-completion", pending.pk),
        "state": "overdue" if late else "",
    }


def said_day(value: Any) -> str:
    """A moment as people say it today; nothing for none."""
    return formats.relative_day(value, timezone.localdate(), get_language() or "fr") if value else ""


def said_money(minor: int | None, currency: str = "") -> str:
    """An amount with its cents, in the company's currency if not in its own; a dash for none."""
    return formats.ABSENT if minor is None else formats.money(minor, currency, get_language() or "fr")


def said_number(value: Any) -> str:
    """A number without useless zeros; a dash for none."""
    if value is None:
        return formats.ABSENT
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    return formats.number(value, get_language() or "fr", decimals)


def today() -> date:
    """The company's day."""
    return timezone.localdate()


def edits_context(request: PageRequest, record: Any) -> dict[str, Any]:
    """The stream of a record without exchanges: its edits."""
    before = request.GET.get("before", "")
    stream = timeline.stream(request.viewer, record, None, tab="edits", before=before)
    older = f"{request.path}?{urlencode({'before': stream.older})}" if stream.older else ""
    return {"stream": stream, "stream_tabs": [], "older_url": older}
