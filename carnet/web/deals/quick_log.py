"""Noting on a deal's page what was just said or done."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.deals import queries
from carnet.web.deals.answers import changed
from carnet.web.middleware import PageRequest
from carnet.web.noting import noted
from carnet.web.pages import one, writing


@require_POST
@writing
def deal_log(request: PageRequest, pk: int) -> HttpResponse:
    """One line becomes a done activity of this deal."""
    deal = one(queries.deal_cards(request.viewer), pk)
    activity = noted(request, deal=deal, contact=deal.contact)
    said = _("“%(subject)s” is noted.") % {"subject": activity.subject}
    return changed(request, said, default=reverse("deals:deal", args=[pk]))
