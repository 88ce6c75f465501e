"""Pages of accounts."""

from django.http import HttpResponse, HttpResponseBase

from carnet.web import pages, records
from carnet.web.directory.account_list import ACCOUNTS
from carnet.web.directory.account_record import account_fact, account_page
from carnet.web.directory.subjects import ACCOUNT
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest


@pages.page
def account_list(request: PageRequest) -> HttpResponseBase:
    """All accounts, filtered."""
    return show(request, ACCOUNTS)


@pages.page
def account(request: PageRequest, pk: int) -> HttpResponse:
    """One account."""
    return account_page(request, ACCOUNT.one(request, pk))


@pages.writing
def account_new(request: PageRequest) -> HttpResponse:
    """A new account."""
    return records.create(request, ACCOUNT)


@pages.writing
def account_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit an account."""
    return records.edit(request, ACCOUNT, pk)


@pages.writing
def account_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete an account."""
    return records.delete(request, ACCOUNT, pk)


@pages.writing
def account_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of an account in place."""
    return records.correct(request, ACCOUNT, pk, name, account_fact)


@pages.writing
def account_bulk(request: PageRequest) -> HttpResponse:
    """Change several accounts."""
    return change_rows(request, ACCOUNT)
