"""The page of a store."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.catalogue.models import Store
from carnet.metrics import catalogue as figures
from carnet.sales import queries as sales
from carnet.web import facts, linked, record_page
from carnet.web.catalogue.subjects import STORE
from carnet.web.middleware import PageRequest

PARTS = (
    facts.Part("reference", gettext_lazy("Reference"), copies=True),
    facts.Part("address", gettext_lazy("Address")),
    facts.Part("postal_code", gettext_lazy("Postal code")),
    facts.Part("city", gettext_lazy("City")),
    facts.Part("region", gettext_lazy("Region")),
    facts.Part("employees", gettext_lazy("Employees")),
)


def store_fact(store: Store, key: str) -> facts.Fact:
    """One fact after its edit."""
    return facts.fact(store, STORE, facts.part_of(PARTS, key))


def store_page(request: PageRequest, store: Store) -> HttpResponse:
    """A store with its edits and its sales."""
    viewer = request.viewer
    figures.enrich_stores(viewer, [store], record_page.today())
    context = {
        "about": ", ".join(filter(None, (store.city, store.region))),
        "strip": _strip(store),
        "facts": facts.side_facts(store, STORE, PARTS, may_write=viewer.may_write),
        "cards": linked.cards(
            linked.sales(sales.visible_sales(viewer).filter(store=store), {"store": store.pk})
        ),
        **record_page.edits_context(request, store),
    }
    return record_page.show(request, STORE, store, context)


def _strip(store: Any) -> list[dict[str, Any]]:
    return [
        {"label": _("Sales"), "value": record_page.said_money(store.sold)},
        {"label": _("Employees"), "value": store.employees if store.employees is not None else "–"},
    ]
