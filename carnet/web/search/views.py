"""Search: its page, the palette's rows, and the suggestions of reference fields."""

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from carnet.search.queries import Hit, found
from carnet.web import pages
from carnet.web.addresses import known
from carnet.web.middleware import PageRequest
from carnet.web.record_page import said_day, said_money
from carnet.web.references import REFERENCES, suggestions

ROUTES = {
    "contact": ("directory:contact", _("Contacts"), "contact"),
    "account": ("directory:account", _("Accounts"), "building-2"),
    "deal": ("deals:deal", _("Deals"), "handshake"),
    "activity": ("deals:activity", _("Activities"), "calendar-check"),
    "product": ("catalogue:product", _("Products"), "package"),
    "store": ("catalogue:store", _("Stores"), "store"),
}
IN_PALETTE = 12
ON_PAGE = 100


@pages.page
def search(request: PageRequest) -> HttpResponse:
    """Everything that holds the words; for htmx the rows of the palette."""
    query = request.GET.get("q", "")[:200]
    palette = bool(request.htmx)
    hits = found(request.viewer, query, IN_PALETTE if palette else ON_PAGE)
    context = {"query": query, "groups": _groups(hits), "actions": _actions(request, query)}
    return pages.render(request, "search/_rows.html" if palette else "search/search.html", context)


@pages.page
def choices(request: PageRequest, kind: str) -> HttpResponse:
    """The records a reference field suggests for what is typed."""
    if kind not in REFERENCES:
        raise Http404
    query = request.GET.get(request.GET.get("field", "q"), "").replace("\x00", "")[:200]
    reference = REFERENCES[kind]
    rows = [
        {"pk": row.pk, "label": str(row), "detail": reference.detail(row)}
        for row in suggestions(request.viewer, kind, query)
    ]
    return pages.render(request, "search/_choices.html", {"rows": rows})


def _groups(hits: list[Hit]) -> list[dict[str, Any]]:
    return [
        {"title": ROUTES[kind][1], "rows": [_row(hit) for hit in of_kind]}
        for kind, of_kind in groupby(hits, lambda hit: hit.kind)
    ]


def _row(hit: Hit) -> dict[str, Any]:
    route, _title, icon = ROUTES[hit.kind]
    shape = "square" if hit.kind == "account" else ""
    person = hit.name if hit.kind in ("contact", "account") else ""
    return {
        "url": known(route, hit.id),
        "text": hit.name,
        "about": hit.detail,
        "fact": _fact(hit),
        "name": person,
        "shape": shape,
        "icon_name": icon,
    }


def _fact(hit: Hit) -> str:
    extra = hit.extra
    if extra.get("amount") is not None:
        return said_money(extra["amount"])
    return said_day(extra.get("at")) or str(extra.get("phone") or extra.get("reference") or "")


def _actions(request: PageRequest, query: str) -> list[dict[str, Any]]:
    """What one may do with the words: create a record of that name."""
    if not request.viewer.may_write or not query.strip():
        return []
    offers = [
        ("directory:contact-new", _("New contact “%(text)s”"), "last_name"),
        ("directory:account-new", _("New account “%(text)s”"), "name"),
    ]
    return [
        {
            "url": f"{known(route)}?{urlencode({field: query.strip()})}",
            "text": label % {"text": query.strip()},
        }
        for route, label, field in offers
    ]
