"""Pages of contacts."""

from django.http import HttpResponse, HttpResponseBase

from carnet.web import pages, records
from carnet.web.directory.contact_list import CONTACTS
from carnet.web.directory.contact_record import contact_fact, contact_page
from carnet.web.directory.subjects import CONTACT
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest


@pages.page
def contact_list(request: PageRequest) -> HttpResponseBase:
    """All contacts, filtered."""
    return show(request, CONTACTS)


@pages.page
def contact(request: PageRequest, pk: int) -> HttpResponse:
    """One contact."""
    return contact_page(request, CONTACT.one(request, pk))


@pages.writing
def contact_new(request: PageRequest) -> HttpResponse:
    """A new contact."""
    return records.create(request, CONTACT)


@pages.writing
def contact_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a contact."""
    return records.edit(request, CONTACT, pk)


@pages.writing
def contact_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a contact."""
    return records.delete(request, CONTACT, pk)


@pages.writing
def contact_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of a contact in place."""
    return records.correct(request, CONTACT, pk, name, contact_fact)


@pages.writing
def contact_bulk(request: PageRequest) -> HttpResponse:
    """Change several contacts."""
    return change_rows(request, CONTACT)
