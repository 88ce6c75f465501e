"""Noting on the page of an account or a contact what was just said."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.errors import DomainError
from carnet.deals import agenda
from carnet.deals.models import ActivityKind, ActivityStatus
from carnet.identity.queries import visible_members
from carnet.web import pages
from carnet.web.directory.subjects import ACCOUNT, CONTACT
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject


@require_POST
@pages.writing
def account_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this account."""
    account = ACCOUNT.one(request, pk)
    return _log(request, ACCOUNT, account, {"account": account})


@require_POST
@pages.writing
def contact_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this contact."""
    contact = CONTACT.one(request, pk)
    return _log(request, CONTACT, contact, {"contact": contact})


def _log(request: PageRequest, subject: Subject, record: Any, links: dict[str, Any]) -> HttpResponse:
    kind = request.POST.get("kind", "")
    values = {
        "subject": request.POST.get("subject", ""),
        "kind": kind if kind in ActivityKind.values else ActivityKind.NOTE.value,
        "status": ActivityStatus.DONE.value,
        "starts_at": timezone.now(),
        "owner": visible_members(request.viewer).filter(pk=request.viewer.member_id or 0).first(),
        **links,
    }
    try:
        activity = agenda.create_activity(values=values, actor=pages.actor(request))
        pages.say(request, _("“%(subject)s” is noted.") % {"subject": activity.subject})
    except DomainError as refusal:
        pages.complain(request, str(refusal))
    return pages.go(request, subject.url("", record.pk))
