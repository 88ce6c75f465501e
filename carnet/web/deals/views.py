"""Pages of deals."""

from django.http import HttpResponse, HttpResponseBase

from carnet.identity.queries import own_member
from carnet.web import records
from carnet.web.deals.deal_list import DEALS
from carnet.web.deals.record import deal_fact, deal_page
from carnet.web.deals.subjects import DEAL
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, writing


@page
def deal_list(request: PageRequest) -> HttpResponseBase:
    """All deals, filtered."""
    return show(request, DEALS)


@page
def deal(request: PageRequest, pk: int) -> HttpResponse:
    """One deal."""
    return deal_page(request, DEAL.one(request, pk))


@writing
def deal_new(request: PageRequest) -> HttpResponse:
    """A new deal, of whoever enters it unless they say otherwise."""
    member = own_member(request.viewer)
    sells = member is not None and member.is_agent and "agent" not in request.GET
    return records.create(request, DEAL, {"agent": member} if sells else None)


@writing
def deal_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a deal."""
    return records.edit(request, DEAL, pk)


@writing
def deal_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a deal."""
    return records.delete(request, DEAL, pk)


@writing
def deal_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of a deal in place."""
    return records.correct(request, DEAL, pk, name, deal_fact)


@writing
def deal_bulk(request: PageRequest) -> HttpResponse:
    """Change several deals."""
    return change_rows(request, DEAL, owner="agent")
