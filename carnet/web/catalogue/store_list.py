"""The list of stores."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from carnet.catalogue import queries
from carnet.metrics import catalogue as figures
from carnet.web.listing import ListPage
from carnet.web.lists import columns as c
from carnet.web.lists import filters as f


def _counted(count: int) -> str:
    return ngettext("%(count)s store", "%(count)s stores", count) % {"count": c.grouped(count)}


STORES = ListPage(
    key="stores",
    title=_("Stores"),
    rows=queries.visible_stores,
    matching=queries.stores_matching,
    counted=_counted,
    sort="name",
    columns=(
        c.name_column("name", _("Name"), url="catalogue:store", shape="none"),
        c.text_column("reference", _("Reference"), sort="reference"),
        c.text_column("city", _("City"), sort="city"),
        c.text_column("region", _("Region"), sort="region"),
        c.number_column("employees", _("Employees"), sort="employees", css="minor"),
        c.money_column("sold", _("Sales"), css="key"),
    ),
    filters=(
        f.TextFilter("city", _("City")),
        f.TextFilter("region", _("Region")),
    ),
    enrich=figures.enrich_stores,
    new_url="catalogue:store-new",
    new_label=_("Store"),
    record_url="catalogue:store",
    edit_url="catalogue:store-edit",
    bulk_url="catalogue:store-bulk",
    bulk=("delete",),
    empty_reason=_("Stores are the shops whose sales you follow."),
)
