"""The list of products."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from carnet.catalogue import queries
from carnet.identity.visibility import Viewer
from carnet.metrics import catalogue as figures
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f


def _counted(count: int) -> str:
    return ngettext("%(count)s product", "%(count)s products", count) % {"count": c.grouped(count)}


def _categories(viewer: Viewer) -> list[tuple[str, str]]:
    rows = queries.visible_products(viewer).exclude(category="").order_by("category")
    return [(category, category) for category in rows.values_list("category", flat=True).distinct()[:200]]


PRODUCTS = ListPage(
    key="products",
    title=_("Products"),
    rows=queries.visible_products,
    matching=queries.products_matching,
    counted=_counted,
    sort="name",
    columns=(
        c.name_column("name", _("Name"), url="catalogue:product", shape="none"),
        c.text_column("reference", _("Reference"), sort="reference"),
        c.text_column("category", _("Category"), sort="category"),
        c.money_column("list_price", _("List price"), sort="list_price", css="key"),
        c.number_column("stock", _("Stock"), sort="stock", css="minor"),
        c.number_column("won_deals", _("Deals won"), css="minor"),
        c.money_column("sold", _("Store sales"), css="minor"),
        c.day_column("created", _("Created"), value="created_at", sort="created_at", hidden=True),
    ),
    filters=(
        f.ChoiceFilter("category", _("Category"), choices=_categories),
        f.AmountFilter("list_price", _("List price")),
        f.FlagFilter("on_sale", _("On sale"), path="is_active"),
        f.MomentFilter("created", _("Created"), path="created_at"),
    ),
    enrich=figures.enrich_products,
    new_url="catalogue:product-new",
    new_label=_("Product"),
    record_url="catalogue:product",
    edit_url="catalogue:product-edit",
    bulk_url="catalogue:product-bulk",
    bulk=("delete",),
    empty_reason=_("Products are what you sell, with their list price."),
)
