"""What the form of a new deal or activity begins with."""

from typing import Any

from django.utils import timezone

from carnet.deals.models import ActivityStatus
from carnet.identity.queries import own_member
from carnet.web.middleware import PageRequest


def initial_deal(request: PageRequest) -> dict[str, Any]:
    """A deal is of whoever enters it, if they sell, unless the address names another agent."""
    member = own_member(request.viewer)
    sells = member is not None and member.is_agent and "agent" not in request.GET
    return {"agent": member} if sells else {}


def initial_activity(request: PageRequest) -> dict[str, Any]:
    """An activity is of whoever enters it, planned unless the address says it is done."""
    mine: dict[str, Any] = {"owner": own_member(request.viewer)}
    if request.GET.get("status") == ActivityStatus.DONE:
        mine["starts_at"] = timezone.now()
    return {name: value for name, value in mine.items() if name not in request.GET}
