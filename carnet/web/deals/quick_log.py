"""Noting on a deal's page what was just said or done."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.deals import agenda, queries
from carnet.deals.models import ActivityKind, ActivityStatus
from carnet.identity.queries import own_member
from carnet.web.deals.answers import changed
from carnet.web.middleware import PageRequest
from carnet.web.pages import actor, one, writing


@require_POST
@writing
def deal_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this deal."""
    deal = one(queries.deal_cards(request.viewer), pk)
    kind = request.POST.get("kind", "")
    values = {
        "subject": request.POST.get("subject", ""),
        "kind": kind if kind in ActivityKind.values else ActivityKind.NOTE.value,
        "status": ActivityStatus.DONE.value,
        "starts_at": timezone.now(),
        "deal": deal,
        "contact": deal.contact,
        "owner": own_member(request.viewer),
    }
    activity = agenda.create_activity(values=values, actor=actor(request))
    said = _("“%(subject)s” is noted.") % {"subject": activity.subject}
    return changed(request, said, default=reverse("deals:deal", args=[pk]))
