"""Sales under the names of the contract."""

from carnet.core.money import plain
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, day, named, number, shared, stamps
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
