"""Pages of sales."""

from django.http import HttpResponse, HttpResponseBase

from carnet.web import pages, records
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest
from carnet.web.sales.sale_list import SALES
from carnet.web.sales.sale_record import sale_fact, sale_page
from carnet.web.sales.subjects import SALE


@pages.page
def sale_list(request: PageRequest) -> HttpResponseBase:
    """All sales, filtered."""
    return show(request, SALES)


@pages.page
def sale(request: PageRequest, pk: int) -> HttpResponse:
    """One sale."""
    return sale_page(request, SALE.one(request, pk))


@pages.writing
def sale_new(request: PageRequest) -> HttpResponse:
    """A new sale."""
    return records.create(request, SALE)


@pages.writing
def sale_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a sale."""
    return records.edit(request, SALE, pk)


@pages.writing
def sale_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a sale."""
    return records.delete(request, SALE, pk)


@pages.writing
def sale_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of a sale in place."""
    return records.correct(request, SALE, pk, name, sale_fact)


@pages.writing
def sale_bulk(request: PageRequest) -> HttpResponse:
    """Change several sales."""
    return change_rows(request, SALE)
