"""The list of sales."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from carnet.metrics.facts import SALES as FACT
from carnet.sales import queries
from carnet.web import formats
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f
from carnet.web.lists.dimensions import DimensionFilter, PeriodFilter


def _counted(count: int) -> str:
    return ngettext("%(count)s sale", "%(count)s sales", count) % {"count": c.grouped(count)}


def _day(value: Any, row: Any) -> str:
    return format_html(
        '<a href="{}" data-open>{}</a>', reverse("sales:sale", args=[row.pk]), formats.day(value)
    )


SALES = ListPage(
    key="sales",
    title=_("Sales"),
    rows=queries.visible_sales,
    matching=queries.sales_matching,
    counted=_counted,
    sort="-sold_on",
    columns=(
        c.Column("sold_on", _("Day"), _day, sort="sold_on", css="key", always=True),
        c.text_column("reference", _("Reference"), sort="reference"),
        c.link_column("product", _("Product"), url="catalogue:product", sort="product__name", css="clip"),
        c.link_column("store", _("Store"), url="catalogue:store", sort="store__name"),
        c.link_column("account", _("Account"), url="directory:account", sort="account__match_key"),
        c.number_column("quantity", _("Quantity"), sort="quantity", css="minor"),
        c.money_column("amount", _("Amount"), sort="amount", total="amount", css="key"),
        c.person_column("owner", pgettext_lazy("record", "Owner"), sort="owner__name", css="minor"),
    ),
    filters=(
        PeriodFilter("period", _("Period"), "sold_on"),
        DimensionFilter("store", _("Store"), fact=FACT),
        DimensionFilter("region", _("Region"), fact=FACT),
        DimensionFilter("city", _("City"), fact=FACT),
        DimensionFilter("product", _("Product"), fact=FACT),
        DimensionFilter("category", _("Category"), fact=FACT),
        DimensionFilter("sector", _("Sector"), fact=FACT),
        DimensionFilter("agent", pgettext_lazy("record", "Owner"), fact=FACT),
        DimensionFilter("manager", _("Manager"), fact=FACT),
        DimensionFilter("team", _("Team"), fact=FACT),
        DimensionFilter("office", _("Office"), fact=FACT),
        DimensionFilter("account_kind", _("Kind of account"), fact=FACT),
        DimensionFilter("account_country", _("Country of the account"), fact=FACT),
        f.ReferenceFilter("account", _("Account"), kind="accounts"),
        f.AmountFilter("amount", _("Amount")),
    ),
    new_url="sales:sale-new",
    new_label=_("Sale"),
    record_url="sales:sale",
    edit_url="sales:sale-edit",
    bulk_url="sales:sale-bulk",
    bulk=("assign", "delete"),
    amount="amount",
    empty_reason=_("Sales are what your stores sold, line by line. An import brings the whole history."),
)
