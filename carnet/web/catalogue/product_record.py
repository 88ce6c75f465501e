"""The page of a product."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.catalogue.models import Product
from carnet.deals import queries as deals
from carnet.metrics import catalogue as figures
from carnet.sales import queries as sales
from carnet.web import facts, linked, record_page
from carnet.web.catalogue.subjects import PRODUCT
from carnet.web.middleware import PageRequest

PARTS = (
    facts.Part("reference", gettext_lazy("Reference"), copies=True),
    facts.Part("category", gettext_lazy("Category")),
    facts.Part(
        "list_price",
        gettext_lazy("List price"),
        facts.money,
    ),
    facts.Part("stock", gettext_lazy("Stock")),
    facts.Part("is_active", gettext_lazy("On sale"), lambda value, row: _("Yes") if value else _("No")),
)


def product_fact(product: Product, key: str) -> facts.Fact:
    """One fact after its edit."""
    return facts.fact(product, PRODUCT, facts.part_of(PARTS, key))


def product_page(request: PageRequest, product: Product) -> HttpResponse:
    """A product with its edits, the deals it is in and its sales."""
    viewer = request.viewer
    figures.enrich_products(viewer, [product], record_page.today())
    own = deals.visible_deals(viewer).filter(lines__product=product).distinct().select_related("stage")
    context = {
        "about": product.category,
        "tags": [] if product.is_active else [{"text": _("No longer sold"), "kind": "warn"}],
        "strip": _strip(product),
        "facts": facts.side_facts(product, PRODUCT, PARTS, may_write=viewer.may_write),
        "cards": linked.cards(
            linked.deals(own.order_by("-occurred_on", "-pk"), {"product": product.pk}),
            linked.sales(sales.visible_sales(viewer).filter(product=product), {"product": product.pk}),
        ),
        **record_page.edits_context(request, product),
    }
    return record_page.show(request, PRODUCT, product, context)


def _strip(product: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("List price"), "value": record_page.said_money(product.list_price, product.currency)},
        {"label": _("Deals won"), "value": product.won_deals},
        {"label": _("Store sales"), "value": record_page.said_money(product.sold)},
    ]
