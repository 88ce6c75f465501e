"""Products."""

from carnet.api import kinds
from carnet.api.collection import Collection
from carnet.api.fields import STAMPS, Field, computed
from carnet.api.shown import Shown, stamps
from carnet.catalogue import actions, queries
from carnet.catalogue.models import Product
from carnet.core.money import plain_or_none
from carnet.identity.visibility import Viewer


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


FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("name", kinds.Text(), required=True),
    Field("category", kinds.Text()),
    Field("list_price", kinds.Amount()),
    Field("stock", kinds.Integer()),
    Field("is_active", kinds.Flag()),
    *STAMPS,
)

PRODUCTS = Collection(
    name="products",
    argument="product",
    rows=queries.visible_products,
    shown=product_json,
    fields=FIELDS,
    matching=queries.products_matching,
    create=actions.create_product,
    update=actions.update_product,
    delete=actions.delete_product,
)
