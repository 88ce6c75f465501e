"""What templates use to show activities and what comes next for a deal."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.template import Library, RequestContext
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.deals.models import Activity, ActivityKind
from carnet.web import formats
from carnet.web.deals import row_forms

register = Library()


class Drawer(Protocol):
    """What draws the rows of an agenda for one page."""

    def rows(self, activities: list[Activity]) -> SafeString: ...


_SIGNS = {
    ActivityKind.CALL: "phone",
    ActivityKind.EMAIL: "mail",
    ActivityKind.MEETING: "calendar",
    ActivityKind.VIDEO: "video",
    ActivityKind.SMS: "message-square",
    ActivityKind.TASK: "square-check",
    ActivityKind.NOTE: "sticky-note",
}


@register.filter
def kind_sign(kind: str) -> str:
    """The icon of a kind of activity."""
    return _SIGNS.get(ActivityKind(kind), "square-check")


@register.filter
def number_plain(value: Decimal) -> str:
    """A quantity with just the decimals it has."""
    text = f"{value:f}"
    decimals = len(text.partition(".")[2])
    return formats.number(value, get_language() or "fr", decimals)


@register.filter
def local_day(value: datetime | None) -> date | None:
    """The company's day of a moment."""
    return timezone.localtime(value).date() if value else None


@register.filter
def days_to(value: date | datetime | None, on: date) -> int | None:
    """How many days lie between a day and a later one."""
    if value is None:
        return None
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return (on - day).days


@register.filter
def drawn_by(activities: list[Activity], tasks: Drawer) -> SafeString:
    """Activities as the rows of an agenda."""
    return tasks.rows(activities)


@register.simple_tag(takes_context=True)
def tick(context: RequestContext, activity: Activity) -> SafeString:
    """The box that ticks an activity off."""
    return row_forms.tick(activity, row_forms.shared_inputs(context["request"]))


@register.inclusion_tag("web/deals/_next_dot.html")
def next_dot(at: datetime | None, now: datetime) -> dict[str, Any]:
    """The dot of a deal's next activity with its word: overdue, today, later, none."""
    if at is None:
        return {"state": "none", "word": _("none")}
    today, moment = timezone.localtime(now).date(), timezone.localtime(at)
    state = "overdue" if moment.date() < today else "today" if moment.date() == today else "later"
    near = state == "today" or 0 < (moment.date() - today).days < 7
    word = formats.relative_day(at if near else moment.date(), today, get_language() or "fr")
    return {"state": state, "word": word}
