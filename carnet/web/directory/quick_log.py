"""Noting on the page of an account or a contact what was just said."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.errors import DomainError
from carnet.web import pages
from carnet.web.directory.subjects import ACCOUNT, CONTACT
from carnet.web.middleware import PageRequest
from carnet.web.noting import noted
from carnet.web.records import Subject


@require_POST
@pages.writing
def account_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this account."""
    return _log(request, ACCOUNT, ACCOUNT.one(request, pk))


@require_POST
@pages.writing
def contact_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this contact."""
    return _log(request, CONTACT, CONTACT.one(request, pk))


def _log(request: PageRequest, subject: Subject, record: Any) -> HttpResponse:
    try:
        activity = noted(request, **{subject.name: record})
        pages.say(request, _("“%(subject)s” is noted.") % {"subject": activity.subject})
    except DomainError as refusal:
        pages.complain(request, str(refusal))
    return pages.go(request, subject.url("", record.pk))
