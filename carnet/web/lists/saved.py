"""Saved views: tabs over a list and entries of the sidebar; the address is the view."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from carnet.web import pages
from carnet.web.addresses import known
from carnet.web.middleware import PageRequest
from carnet.workspace import actions, queries
from carnet.workspace.models import SavedView

PAGES = {
    "accounts": "directory:account-list",
    "contacts": "directory:contact-list",
    "deals": "deals:deal-list",
    "activities": "deals:activity-list",
    "sales": "sales:sale-list",
    "products": "catalogue:product-list",
    "stores": "catalogue:store-list",
}


def views_of(request: PageRequest) -> list[SavedView]:
    """All saved views of the viewer, read once a request."""
    if not hasattr(request, "saved_views"):
        request.saved_views = list(queries.visible_views(request.viewer))  # type: ignore[attr-defined]
    found: list[SavedView] = request.saved_views  # type: ignore[attr-defined]
    return found


def address_of(view: SavedView) -> str:
    """The list as it was saved, and the id that tells a changed view from a kept one."""
    start = f"{known(PAGES[view.page])}?"
    return f"{start}{view.query}&view={view.pk}" if view.query else f"{start}view={view.pk}"


def context_of(request: PageRequest, page: str, query: str, path: str) -> dict[str, Any]:
    """The tabs of a list, and which of them is current or changed."""
    own = [view for view in views_of(request) if view.page == page]
    wanted = request.GET.get("view", "")
    current = next((view for view in own if str(view.pk) == wanted), None)
    current = current or next((view for view in own if query and view.query == query), None)
    return {
        "tabs": [{"view": view, "url": address_of(view), "current": view == current} for view in own],
        "current_view": current,
        "current_view_url": address_of(current) if current else "",
        "view_is_changed": current is not None and current.query != query,
        "view_is_all": current is None and not query,
        "view_query": query,
        "all_url": path,
    }


@pages.own
def save(request: PageRequest) -> HttpResponse:
    """POST keeps the list as it is filtered, under a name."""
    page = request.POST.get("page", "")
    if request.method != "POST" or page not in PAGES:
        return HttpResponse(status=405)
    view = actions.save_view(
        page=page,
        name=request.POST.get("name", ""),
        query=request.POST.get("query", ""),
        actor=pages.actor(request),
    )
    pages.say(request, _("View “%(name)s” saved.") % {"name": view.name})
    return pages.go(request, address_of(view))


@pages.own
def drop(request: PageRequest, pk: int) -> HttpResponse:
    """POST forgets a view."""
    if request.method != "POST":
        return HttpResponse(status=405)
    view = pages.one(queries.visible_views(request.viewer), pk)
    page = view.page
    actions.drop_view(view=view, actor=pages.actor(request))
    pages.say(request, _("View “%(name)s” removed.") % {"name": view.name})
    return pages.go(request, known(PAGES[page]))
