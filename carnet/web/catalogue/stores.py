"""Pages of stores."""

from django.http import HttpResponse, HttpResponseBase

from carnet.web import pages, records
from carnet.web.catalogue.store_list import STORES
from carnet.web.catalogue.store_record import store_fact, store_page
from carnet.web.catalogue.subjects import STORE
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest


@pages.page
def store_list(request: PageRequest) -> HttpResponseBase:
    """All stores, filtered."""
    return show(request, STORES)


@pages.page
def store(request: PageRequest, pk: int) -> HttpResponse:
    """One store."""
    return store_page(request, STORE.one(request, pk))


@pages.writing
def store_new(request: PageRequest) -> HttpResponse:
    """A new store."""
    return records.create(request, STORE)


@pages.writing
def store_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a store."""
    return records.edit(request, STORE, pk)


@pages.writing
def store_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a store."""
    return records.delete(request, STORE, pk)


@pages.writing
def store_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of a store in place."""
    return records.correct(request, STORE, pk, name, store_fact)


@pages.writing
def store_bulk(request: PageRequest) -> HttpResponse:
    """Change several stores."""
    return change_rows(request, STORE)
