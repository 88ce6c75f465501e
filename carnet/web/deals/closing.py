"""Closing deals, and taking that back."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.errors import Invalid
from carnet.deals import actions, queries
from carnet.deals.models import Deal
from carnet.web.deals.answers import changed, sent_version
from carnet.web.deals.forms import LostForm, WonForm
from carnet.web.middleware import PageRequest
from carnet.web.pages import actor, one, writing


@require_POST
@writing
def closure(request: PageRequest, pk: int) -> HttpResponse:
    """Win a deal with an amount and a day, or lose it with a reason."""
    deal = one(queries.deal_cards(request.viewer), pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in _CLOSE:
        raise Invalid(_("A deal is won or lost."), field="outcome")
    form_class, close = _CLOSE[outcome]
    form = form_class(request.POST)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise Invalid(" ".join(str(error) for error in errors), field=field)
    close(deal=deal, **form.cleaned_data, version=sent_version(request), actor=actor(request))
    said = _("“%(deal)s” is won.") if outcome == "won" else _("“%(deal)s” is lost.")
    undo = f"{reverse('deals:deal-reopening', args=[pk])}?version={deal.version}"
    return changed(request, said % {"deal": deal.name}, default=_record(deal), undo=undo)


@require_POST
@writing
def reopening(request: PageRequest, pk: int) -> HttpResponse:
    """Reopen a closed deal."""
    return _reopened(request, one(queries.deal_cards(request.viewer), pk))


def _reopened(request: PageRequest, deal: Deal) -> HttpResponse:
    actions.reopen_deal(deal=deal, version=sent_version(request), actor=actor(request))
    said = _("“%(deal)s” is open again.") % {"deal": deal.name}
    return changed(request, said, default=_record(deal))


def _record(deal: Deal) -> str:
    return reverse("deals:deal", args=[deal.pk])


_CLOSE: dict[str, tuple[type[forms.Form], Any]] = {
    "won": (WonForm, actions.win_deal),
    "lost": (LostForm, actions.lose_deal),
}
