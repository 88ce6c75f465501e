"""Products and stores under the names of the contract."""

from carnet.catalogue.models import Product, Store
from carnet.core.money import plain_or_none
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, stamps


def product_json(product: Product, viewer: Viewer) -> Shown:
    """A product under the names of the contract."""
    return {
        "id": product.pk,
        "reference": product.reference,
        "name": product.name,
        "category": product.category,
        "list_price": plain_or_none(product.list_price),
        "stock": product.stock,
        "is_active": product.is_active,
        **stamps(product),
    }


def store_json(store: Store, viewer: Viewer) -> Shown:
    """A store under the names of the contract."""
    return {
        "id": store.pk,
        "reference": store.reference,
        "name": store.name,
        "address": store.address,
        "postal_code": store.postal_code,
        "city": store.city,
        "region": store.region,
        "employees": store.employees,
        **stamps(store),
    }
