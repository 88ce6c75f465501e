"""The page of a sale."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from carnet.sales.models import Sale
from carnet.web import facts, formats, record_page
from carnet.web.middleware import PageRequest
from carnet.web.sales.subjects import SALE

PARTS = (
    facts.Part("sold_on", gettext_lazy("Sold on"), lambda value, row: formats.day(value)),
    facts.Part("reference", gettext_lazy("Reference"), copies=True),
    facts.Part("product", gettext_lazy("Product"), facts.record_link("catalogue:product")),
    facts.Part("store", gettext_lazy("Store"), facts.record_link("catalogue:store")),
    facts.Part("account", gettext_lazy("Account"), facts.record_link("directory:account")),
    facts.Part("quantity", gettext_lazy("Quantity"), lambda value, row: record_page.said_number(value)),
    facts.Part("amount", gettext_lazy("Amount"), facts.money),
    facts.Part("owner", pgettext_lazy("record", "Owner")),
)


def sale_fact(sale: Sale, key: str) -> facts.Fact:
    """One fact after its edit."""
    return facts.fact(sale, SALE, facts.part_of(PARTS, key))


def sale_page(request: PageRequest, sale: Sale) -> HttpResponse:
    """A sale with its edits."""
    context = {
        "name": str(sale.product or _("Sale")),
        "about": ", ".join(filter(None, (sale.reference, str(sale.store or "")))),
        "strip": [
            {"label": _("Amount"), "value": record_page.said_money(sale.amount, sale.currency)},
            {"label": _("Quantity"), "value": record_page.said_number(sale.quantity)},
            {"label": _("Day"), "value": formats.day(sale.sold_on)},
        ],
        "facts": facts.side_facts(sale, SALE, PARTS, may_write=request.viewer.may_write),
        **record_page.edits_context(request, sale),
    }
    return record_page.show(request, SALE, sale, context)
