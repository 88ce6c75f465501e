"""Pages of activities."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from carnet.deals.models import ActivityStatus
from carnet.identity.queries import own_member
from carnet.web import records
from carnet.web.deals.activity_list import ACTIVITIES
from carnet.web.deals.activity_record import activity_fact, activity_page
from carnet.web.deals.subjects import ACTIVITY
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, writing


@page
def activity_list(request: PageRequest) -> HttpResponseBase:
    """All activities, filtered."""
    return show(request, ACTIVITIES)


@page
def activity(request: PageRequest, pk: int) -> HttpResponse:
    """One activity."""
    return activity_page(request, ACTIVITY.one(request, pk))


@writing
def activity_new(request: PageRequest) -> HttpResponse:
    """A new activity of whoever enters it, planned unless the address says it is done."""
    mine: dict[str, Any] = {"owner": own_member(request.viewer)}
    if request.GET.get("status") == ActivityStatus.DONE:
        mine["starts_at"] = timezone.now()
    return records.create(
        request, ACTIVITY, {name: value for name, value in mine.items() if name not in request.GET}
    )


@writing
def activity_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit an activity."""
    return records.edit(request, ACTIVITY, pk)


@writing
def activity_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete an activity."""
    return records.delete(request, ACTIVITY, pk)


@writing
def activity_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of an activity in place."""
    return records.correct(request, ACTIVITY, pk, name, activity_fact)


@writing
def activity_bulk(request: PageRequest) -> HttpResponse:
    """Change several activities."""
    return change_rows(request, ACTIVITY)
