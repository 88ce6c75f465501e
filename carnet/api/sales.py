"""Sales: what the stores sold, line by line."""

from carnet.api import kinds, references
from carnet.api.collection import Collection
from carnet.api.fields import Field, computed
from carnet.api.references import named
from carnet.api.shown import Shown, day, number, shared, stamps
from carnet.core.money import plain
from carnet.identity.visibility import Viewer
from carnet.sales import actions, queries
from carnet.sales.models import Sale


def sale_json(sale: Sale, viewer: Viewer) -> Shown:
    """A sale under the names of the contract."""
    return {
        "id": sale.pk,
        "reference": sale.reference,
        "sold_on": day(sale.sold_on),
        "product": named(sale.product),
        "store": named(sale.store),
        "account": shared(sale.account, viewer),
        "owner": named(sale.owner),
        "quantity": number(sale.quantity),
        "amount": plain(sale.amount),
        **stamps(sale),
    }


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
    computed("created_at", kinds.Moment()),
    computed("updated_at", kinds.Moment()),
    computed("version", kinds.Integer()),
)

SALES = Collection(
    name="sales",
    argument="sale",
    rows=queries.visible_sales,
    shown=sale_json,
    fields=FIELDS,
    filters=(
        computed("category", kinds.Text(), "product__category"),
        computed("city", kinds.Text(), "store__city"),
        computed("region", kinds.Text(), "store__region"),
    ),
    matching=queries.sales_matching,
    day="sold_on",
    create=actions.create_sale,
    update=actions.update_sale,
    delete=actions.delete_sale,
)
