"""Reading the catalogue: it is the same for everyone."""

from django.db.models import QuerySet

from carnet.catalogue.models import Product, Store
from carnet.core.text import search_words
from carnet.identity.visibility import Viewer


def visible_products(viewer: Viewer) -> QuerySet[Product]:
    """All products."""
    return Product.objects.all()


def visible_stores(viewer: Viewer) -> QuerySet[Store]:
    """All stores."""
    return Store.objects.all()


def products_matching(products: QuerySet[Product], query: str) -> QuerySet[Product]:
    """Those whose text holds every word of the query."""
    for word in search_words(query):
        products = products.filter(search_text__contains=word)
    return products


def stores_matching(stores: QuerySet[Store], query: str) -> QuerySet[Store]:
    """Those whose text holds every word of the query."""
    for word in search_words(query):
        stores = stores.filter(search_text__contains=word)
    return stores
