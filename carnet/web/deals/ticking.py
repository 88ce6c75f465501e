"""Ticking activities off and putting them off, from wherever they are shown."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.errors import Invalid
from carnet.deals import agenda, queries
from carnet.deals.models import Activity
from carnet.web import formats
from carnet.web.deals.answers import changed, sent, sent_version
from carnet.web.fields import day_of
from carnet.web.middleware import PageRequest
from carnet.web.pages import actor, one, writing


@require_POST
@writing
def completion(request: PageRequest, pk: int) -> HttpResponse:
    """Tick an activity off."""
    activity = _activity(request, pk)
    agenda.complete_activity(activity=activity, version=sent_version(request), actor=actor(request))
    undo = reverse("deals:activity-completion-undo", args=[activity.pk])
    return _answer(request, activity, _("“%(subject)s” is done."), undo=f"{undo}?version={activity.version}")


@require_POST
@writing
def completion_undo(request: PageRequest, pk: int) -> HttpResponse:
    """Put a done activity back on the list."""
    return _reopened(request, pk)


@require_POST
@writing
def postponement(request: PageRequest, pk: int) -> HttpResponse:
    """Move an activity to another day."""
    activity = _activity(request, pk)
    before = timezone.localtime(activity.starts_at).date() if activity.starts_at else None
    try:
        on = day_of(sent(request, "on"))
    except ValidationError as error:
        raise Invalid(error.message, field="on") from None
    agenda.postpone_activity(activity=activity, on=on, version=sent_version(request), actor=actor(request))
    back = {"on": before.isoformat(), "version": activity.version} if before else None
    undo = f"{reverse('deals:activity-postponement', args=[pk])}?{urlencode(back)}" if back else ""
    said = _("“%(subject)s” is due on %(day)s.") % {"subject": activity.subject, "day": formats.day(on)}
    return changed(request, said, default=reverse("deals:activity", args=[pk]), undo=undo)


def _reopened(request: PageRequest, pk: int) -> HttpResponse:
    activity = _activity(request, pk)
    agenda.reopen_activity(activity=activity, version=sent_version(request), actor=actor(request))
    return _answer(request, activity, _("“%(subject)s” is to be done again."))


def _activity(request: PageRequest, pk: int) -> Activity:
    return one(queries.visible_activities(request.viewer), pk)


def _answer(request: PageRequest, activity: Activity, text: str, *, undo: str = "") -> HttpResponse:
    said = text % {"subject": activity.subject}
    return changed(request, said, default=reverse("deals:activity", args=[activity.pk]), undo=undo)
