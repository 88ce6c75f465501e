"""Noting on a record's page what was just said or done."""

from typing import Any

from django.utils import timezone

from carnet.deals import agenda
from carnet.deals.models import Activity, ActivityKind, ActivityStatus
from carnet.identity.queries import own_member
from carnet.web import pages
from carnet.web.middleware import PageRequest


def noted(request: PageRequest, **links: Any) -> Activity:
    """The line sent, as a done activity of the linked records; a kind that is none is a note."""
    kind = request.POST.get("kind", "")
    values = {
        "subject": request.POST.get("subject", ""),
        "kind": kind if kind in ActivityKind.values else ActivityKind.NOTE.value,
        "status": ActivityStatus.DONE.value,
        "starts_at": timezone.now(),
        "owner": own_member(request.viewer),
        **links,
    }
    return agenda.create_activity(values=values, actor=pages.actor(request))
