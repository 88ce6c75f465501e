"""Sales: what the stores sold, line by line."""

from django.db.models import Q

from carnet.api import kinds, references
from carnet.api.collection import Collection
from carnet.api.custom import CUSTOM
from carnet.api.fields import STAMPS, Field, computed
from carnet.api.filters import OF_ACCOUNT, OF_OWNER
from carnet.identity.visibility import Viewer
from carnet.interchange.records.sales import sale_json
from carnet.sales import actions, queries


class PlaceOfSale(kinds.Text):
    """The store's place; a sale without a store counts where its account is."""

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        """As the figures by region and by city group it."""
        stores = super().matching(f"store__{column}", text, viewer)
        accounts = super().matching(f"account__{column}", text, viewer)
        return (Q(store__isnull=False) & stores) | (Q(store__isnull=True) & accounts)


FIELDS = (
    computed("id", kinds.Integer()),
    Field("reference", kinds.Text()),
    Field("sold_on", kinds.Day(), required=True),
    Field("product", references.PRODUCT),
    Field("store", references.STORE),
    Field("account", references.ACCOUNT),
    Field("owner", references.MEMBER),
    Field("quantity", kinds.Number()),
    Field("amount", kinds.Amount()),
    CUSTOM,
    *STAMPS,
)

SALES = Collection(
    name="sales",
    argument="sale",
    rows=queries.visible_sales,
    shown=sale_json,
    fields=FIELDS,
    filters=(
        computed("category", kinds.Text(), "product__category"),
        *OF_OWNER,
        *OF_ACCOUNT,
        Field("city", PlaceOfSale(), writable=False, sortable=False),
        Field("region", PlaceOfSale(), writable=False, sortable=False),
    ),
    matching=queries.sales_matching,
    day="sold_on",
    create=actions.create_sale,
    update=actions.update_sale,
    delete=actions.delete_sale,
)
