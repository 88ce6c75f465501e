"""Products."""

from carnet.api import kinds
from carnet.api.collection import Collection
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed
from carnet.catalogue import actions, queries
from carnet.interchange.records.catalogue import product_json

FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("name", kinds.Text(), required=True),
    Field("category", kinds.Text()),
    Field("list_price", kinds.Amount()),
    Field("stock", kinds.Integer()),
    Field("is_active", kinds.Flag()),
    CUSTOM,
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
