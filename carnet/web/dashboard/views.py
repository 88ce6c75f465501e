"""The dashboard: one address, one view of the figures."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from carnet.deals.queries import visible_deals
from carnet.identity.visibility import Viewer
from carnet.metrics import kpis as figures
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.dashboard import dashboard as figures_of
from carnet.sales.queries import visible_sales
from carnet.web.dashboard.asked import Asked, asked
from carnet.web.dashboard.days_ahead import with_days_ahead
from carnet.web.dashboard.export import exported
from carnet.web.dashboard.outlook import outlook_context
from carnet.web.dashboard.page import context_of
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, render

TEMPLATE = "web/dashboard/dashboard.html"


@page
def dashboard(request: PageRequest) -> HttpResponse:
    """The figures of the address: a page, its part for htmx, or a file."""
    params, today = dict(request.GET.lists()), timezone.localdate()
    view = asked(request.viewer, params, today)
    if any("" in values for values in params.values()) and not request.htmx:
        return HttpResponseRedirect(request.path + view.address())
    found = figures_of(request.viewer, view.filters, now=timezone.now(), base=view.base)
    if wanted := request.GET.get("format"):
        return exported(found, _before(request.viewer, found), wanted, today)
    return _answer(request, view, found)


def _before(viewer: Viewer, found: Dashboard) -> figures.Kpis | None:
    return figures.kpis(viewer, found.compared, now=timezone.now()) if found.compared else None


def _answer(request: PageRequest, view: Asked, found: Dashboard) -> HttpResponse:
    htmx: Any = request.htmx
    is_part = htmx and not htmx.history_restore_request
    context: dict[str, Any] = {"current": "dashboard", "view": view}
    if found.kpis.total_sales or found.stores or not _is_new(request.viewer):
        company = request.company  # type: ignore[attr-defined]
        context |= context_of(request.viewer, view, found, company.currency)
        today = timezone.localdate()
        context |= outlook_context(request.viewer, found, context["curve"], today)
        if context["stores"]:
            context["stores"] = with_days_ahead(request.viewer, found, context["stores"], today)
    response = render(request, f"{TEMPLATE}#dashboard" if is_part else TEMPLATE, context)
    if is_part:
        response["HX-Push-Url"] = request.path + view.address().rstrip("?")
    patch_vary_headers(response, ("HX-Request",))
    return response


def _is_new(viewer: Viewer) -> bool:
    """Nothing to count yet that this viewer could see."""
    return not visible_deals(viewer).exists() and not visible_sales(viewer).exists()
