"""Pages of products."""

from django.http import HttpResponse, HttpResponseBase

from carnet.web import pages, records
from carnet.web.catalogue.product_list import PRODUCTS
from carnet.web.catalogue.product_record import product_fact, product_page
from carnet.web.catalogue.subjects import PRODUCT
from carnet.web.listing import show
from carnet.web.lists.bulk import change_rows
from carnet.web.middleware import PageRequest


@pages.page
def product_list(request: PageRequest) -> HttpResponseBase:
    """All products, filtered."""
    return show(request, PRODUCTS)


@pages.page
def product(request: PageRequest, pk: int) -> HttpResponse:
    """One product."""
    return product_page(request, PRODUCT.one(request, pk))


@pages.writing
def product_new(request: PageRequest) -> HttpResponse:
    """A new product."""
    return records.create(request, PRODUCT)


@pages.writing
def product_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Edit a product."""
    return records.edit(request, PRODUCT, pk)


@pages.writing
def product_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Delete a product."""
    return records.delete(request, PRODUCT, pk)


@pages.writing
def product_field(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Edit one field of a product in place."""
    return records.correct(request, PRODUCT, pk, name, product_fact)


@pages.writing
def product_bulk(request: PageRequest) -> HttpResponse:
    """Change several products."""
    return change_rows(request, PRODUCT)
