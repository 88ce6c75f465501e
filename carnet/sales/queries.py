"""Reading sales."""

from django.db.models import Q, QuerySet

from carnet.core.text import search_words
from carnet.directory.queries import linked_holds, with_account
from carnet.identity.visibility import Viewer, owned_q
from carnet.sales.models import Sale


def visible_sales(viewer: Viewer) -> QuerySet[Sale]:
    """The sales a viewer may open: their own, and those without an owner."""
    sales = Sale.objects.filter(owned_q(viewer)).select_related("product", "store", "owner")
    return with_account(sales, viewer)


def sales_matching(sales: QuerySet[Sale], query: str) -> QuerySet[Sale]:
    """Those whose reference, product, store or account holds every word of the query."""
    for word in search_words(query):
        sales = sales.filter(
            Q(search_text__contains=word)
            | Q(product__search_text__contains=word)
            | Q(store__search_text__contains=word)
            | linked_holds("account", word)
        )
    return sales
