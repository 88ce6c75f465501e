"""Search: its page, the palette's rows, and the suggestions of reference fields."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from carnet.identity.visibility import Viewer
from carnet.search.queries import Hit, found
from carnet.web import pages
from carnet.web.addresses import known
from carnet.web.middleware import PageRequest
from carnet.web.record_page import said_day, said_money
from carnet.web.references import REFERENCES, suggestions
from carnet.web.search import offers

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
PEOPLE = ("contact",)


@pages.page
def search(request: PageRequest) -> HttpResponse:
    """Everything that holds the words; for htmx the rows of the palette."""
    query = request.GET.get("q", "").replace("\x00", "")[:200]
    if request.htmx:
        return pages.render(request, "search/_rows.html", _palette(request.viewer, query.strip()))
    context = {"query": query, "groups": _groups(found(request.viewer, query, ON_PAGE))}
    return pages.render(request, "search/search.html", context)


def _palette(viewer: Viewer, query: str) -> dict[str, Any]:
    """Records first, then what to do with the words; `>` keeps to actions, `@` to people."""
    mark, text = query[:1], query[1:].strip()
    if mark == ">":
        return {"query": query, "groups": [], "actions": offers.actions(viewer, text)}
    if mark == "@":
        return {"query": query, "groups": _groups(found(viewer, text, IN_PALETTE, kinds=PEOPLE))}
    hits = found(viewer, query, IN_PALETTE)
    return {"query": query, "groups": _groups(hits), "actions": offers.with_words(viewer, query)}


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
