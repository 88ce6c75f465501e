"""The page of an activity."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.deals.models import Activity, ActivityKind
from carnet.web import formats, record_page
from carnet.web.deals.activity_list import STATES
from carnet.web.deals.subjects import ACTIVITY
from carnet.web.facts import Fact, Part, fact, labelled, part_of, record_link, side_facts
from carnet.web.middleware import PageRequest


def _moment(value: Any, row: Activity) -> str:
    return f"{formats.day(value)} {formats.clock(value)}"


PARTS = (
    Part("kind", _("Kind"), lambda value, row: labelled(value, row, "kind")),
    Part("status", _("Status"), lambda value, row: labelled(value, row, "status")),
    Part("starts_at", _("Starts"), _moment),
    Part("ends_at", _("Ends"), _moment),
    Part("account", _("Account"), record_link("directory:account")),
    Part("contact", _("Contact"), record_link("directory:contact")),
    Part("deal", _("Deal"), record_link("deals:deal")),
    Part("owner", pgettext_lazy("record", "Owner")),
    Part("direction", _("Direction"), lambda value, row: labelled(value, row, "direction")),
    Part("nature", _("Nature"), lambda value, row: labelled(value, row, "nature")),
)


def activity_fact(activity: Activity, name: str) -> Fact:
    """One fact after it was edited in place."""
    return fact(activity, ACTIVITY, part_of(PARTS, name))


def activity_page(request: PageRequest, activity: Activity) -> HttpResponse:
    """The page of an activity."""
    late = activity.is_pending and activity.starts_at and activity.starts_at < timezone.now()
    kind = "neg" if late else STATES[activity.status]
    context = {
        "facts_title": _("Facts"),
        "activity": activity,
        "tags": [{"text": activity.get_status_display(), "kind": kind}],
        "about": activity.get_kind_display(),
        "facts": side_facts(activity, ACTIVITY, PARTS, may_write=request.viewer.may_write),
        "strip": [],
        "today": timezone.localdate(),
        **_reach(activity),
    }
    return record_page.show(request, ACTIVITY, activity, context, template="web/deals/activity.html")


def _reach(activity: Activity) -> dict[str, str]:
    """How to do it at once: the number for a call, the address for an e-mail."""
    contact = activity.contact if activity.is_pending else None
    return {
        "phone": contact.phone if contact and activity.kind == ActivityKind.CALL else "",
        "email": contact.email if contact and activity.kind == ActivityKind.EMAIL else "",
    }
