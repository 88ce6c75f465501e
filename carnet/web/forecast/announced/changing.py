"""Changes of the sheet: a line entered, a cell corrected, a sale paid, refused or taken back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from carnet.core.errors import Invalid
from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.deals.queries import deal_cards
from carnet.forecasting.announced import actions
from carnet.web import formats, pages, undo
from carnet.web.deals.answers import sent_version
from carnet.web.forecast.announced.asked import Sheet
from carnet.web.forecast.announced.fields import like
from carnet.web.forecast.announced.forms import LineForm
from carnet.web.forecast.announced.sheet import answer, asked, filled
from carnet.web.middleware import PageRequest
from carnet.web.templatetags.look import language

MOST_AGENTS = 12


@require_POST
@pages.writing
def announcement(request: PageRequest) -> HttpResponse:
    """Enter a line."""
    view = asked(request)
    form = filled(request, view)
    made: Deal | None = None
    if form.is_valid():
        made = pages.attempt(
            form, lambda: actions.announce_sale(values=form.values(), actor=pages.actor(request))
        )
    if made is None:
        return answer(request, view, deal=None, form=form)
    shown = pages.one(deal_cards(request.viewer), made.pk)
    return answer(request, view, deal=shown, form=None, new_client=form.opens_client)


@pages.writing
def line(request: PageRequest, pk: int) -> HttpResponse:
    """A line as it is stored; POST corrects the cells it sends, from the version it was read at."""
    view, deal = asked(request), pages.one(deal_cards(request.viewer), pk)
    if request.method != "POST":
        return answer(request, view, deal=deal, form=None)
    form = filled(request, view, deal)
    if form.is_valid() and _corrected(request, form, deal) is not None:
        shown = pages.one(deal_cards(request.viewer), pk)
        return answer(request, view, deal=shown, form=None, new_client=form.opens_client)
    return answer(request, view, deal=deal, form=form)


def _corrected(request: PageRequest, form: LineForm, deal: Deal) -> Deal | None:
    saved: Deal | None = pages.attempt(
        form,
        lambda: actions.correct_sale(
            deal=deal, values=form.values(), version=form.cleaned_data["version"], actor=pages.actor(request)
        ),
    )
    return saved


@require_POST
@pages.writing
def closure(request: PageRequest, pk: int) -> HttpResponse:
    """Mark a sale as paid or refused, as announced and today, or as waiting again."""
    view, deal = asked(request), pages.one(deal_cards(request.viewer), pk)
    outcome = _OUTCOMES.get(request.POST.get("outcome", ""))
    if outcome is None:
        raise Invalid(_("A sale is paid, refused or waiting."), field="outcome")
    change, said = outcome
    form, version = _nothing_typed(request, view, deal), sent_version(request)
    done = pages.attempt(form, lambda: change(deal=deal, version=version, actor=pages.actor(request)))
    if done is None:
        return answer(request, view, deal=deal, form=form)
    back = f"{reverse('deals:deal-reopening', args=[pk])}?version={deal.version}" if not deal.is_open else ""
    pages.say(request, said() % _told(deal), undo_url=back)
    return answer(request, view, deal=pages.one(deal_cards(request.viewer), pk), form=None)


@require_POST
@pages.writing
def removal(request: PageRequest, pk: int) -> HttpResponse:
    """Take back a line entered by mistake; the toast can bring it back."""
    view, deal = asked(request), pages.one(deal_cards(request.viewer), pk)
    form, version = _nothing_typed(request, view, deal), sent_version(request)

    def withdrawn() -> bool:
        actions.withdraw_sale(deal=deal, version=version, actor=pages.actor(request))
        return True

    if not pages.attempt(form, withdrawn):
        return answer(request, view, deal=deal, form=form)
    said = _("Line removed: %(client)s, %(amount)s") % _told(deal)
    pages.say(request, said, undo_url=undo.address(request, [deal]))
    return answer(request, view, deal=None, form=None)


def _nothing_typed(request: PageRequest, view: Sheet, deal: Deal) -> LineForm:
    """A form without cells: it carries what is said of the line as a whole."""
    form = LineForm({}, viewer=request.viewer, group=view.group, today=view.today, record=deal)
    form.full_clean()
    return form


@pages.page
def agents(request: PageRequest) -> HttpResponse:
    """The members of the group whose names a cell suggests."""
    view = asked(request)
    typed = request.GET.get("agent_text", "").replace("\x00", "")[:200]
    found = like(view.group, typed)[:MOST_AGENTS]
    return pages.render(request, "web/forecast/announced/_agents.html", {"agents": found})


def _told(deal: Deal) -> dict[str, str]:
    """The client and the amount a toast names."""
    client = deal.account.name if deal.account else deal.name
    return {"client": client, "amount": formats.money(deal.value or 0, deal.currency, language())}


_OUTCOMES: dict[str, tuple[Callable[..., Any], Callable[[], str]]] = {
    "paid": (deals.win_deal, lambda: _("Paid: %(client)s, %(amount)s")),
    "refused": (deals.lose_deal, lambda: _("Refused: %(client)s, %(amount)s")),
    "waiting": (deals.reopen_deal, lambda: _("Waiting again: %(client)s, %(amount)s")),
}
