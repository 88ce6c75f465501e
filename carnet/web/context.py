"""What the frame of every page shows: the company, the viewer, the ways to go, the saved views."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.deals import queries as deals
from carnet.directory import queries as directory
from carnet.identity import queries as identity
from carnet.identity.visibility import Viewer
from carnet.web.addresses import known
from carnet.web.lists import saved
from carnet.web.lists.columns import Text


@dataclass(frozen=True)
class Entry:
    """A way to go: its route, its icon, and the pages on which it is the current one."""

    key: str
    route: str
    label: Text
    icon: str
    pages: tuple[str, ...] = ()
    short: Text = ""


ENTRIES = (
    Entry("today", "today:today", _("Today"), "sun", ("today:",)),
    Entry(
        "dashboard",
        "dashboard:dashboard",
        _("Dashboard"),
        "layout-dashboard",
        ("dashboard:",),
        short=pgettext_lazy("bottom bar", "Dashboard"),
    ),
    Entry("deals", "deals:deal-list", _("Deals"), "handshake", ("deals:deal",)),
    Entry("pipeline", "deals:pipeline", _("Pipeline"), "square-kanban", ("deals:pipeline",)),
    Entry("accounts", "directory:account-list", _("Accounts"), "building-2", ("directory:account",)),
    Entry("contacts", "directory:contact-list", _("Contacts"), "users", ("directory:contact",)),
    Entry("activities", "deals:activity-list", _("Activities"), "calendar-check", ("deals:activity",)),
    Entry("sales", "sales:sale-list", _("Sales"), "receipt", ("sales:",)),
    Entry("forecast", "forecast:pipeline", _("Forecasts"), "trending-up", ("forecast:",)),
    Entry("products", "catalogue:product-list", _("Products"), "package", ("catalogue:product",)),
    Entry("stores", "catalogue:store-list", _("Stores"), "store", ("catalogue:store",)),
    Entry("imports", "imports:import-list", _("Imports"), "upload", ("imports:",)),
    Entry("settings", "people:user-list", _("Settings"), "settings", ("people:",)),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """The company and the viewer; the rest is worked out only where a template shows it."""
    viewer = getattr(request, "viewer", None)
    found: dict[str, Any] = {"company": getattr(request, "company", None), "viewer": viewer}
    if viewer is None:
        return found
    return found | {
        "nav": SimpleLazyObject(lambda: _nav(request, viewer)),
        "saved_views": SimpleLazyObject(lambda: _views(request)),
        "search_url": known("search:search"),
    }


def _nav(request: HttpRequest, viewer: Viewer) -> list[dict[str, Any]]:
    counts = _counts(viewer)
    here = _route(request)
    return [
        {
            "key": entry.key,
            "url": url,
            "label": entry.label,
            "short": entry.short,
            "icon": entry.icon,
            "count": counts.get(entry.key) or None,
            "hot": entry.key == "today",
            "current": here.startswith(entry.pages),
        }
        for entry in ENTRIES
        if (url := known(entry.route))
    ]


def _route(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _counts(viewer: Viewer) -> dict[str, int]:
    """How many of each kind, in one query: the viewer's own row carries the counts of the others."""
    own = identity.visible_users(viewer).filter(pk=viewer.user_id).select_related(None)
    counts = {
        "today": _count(_own_overdue(viewer)),
        "deals": _count(deals.open_deals(viewer)),
        "accounts": _count(directory.visible_accounts(viewer)),
        "contacts": _count(directory.visible_contacts(viewer)),
    }
    found: dict[str, Any] | None = own.values(**counts).first()  # type: ignore[assignment]
    return found or {}


def _own_overdue(viewer: Viewer) -> QuerySet[Any]:
    """What Today shows as overdue: one's own from before today, everyone's for who owns nothing."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    overdue = deals.overdue_activities(viewer, now=midnight)
    return overdue.filter(owner=viewer.member_id) if viewer.member_id else overdue


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(
        rows.order_by().annotate(whole=Value(1)).values("whole").annotate(n=Count("pk")).values("n")
    )


def _views(request: Any) -> list[dict[str, Any]]:
    return [
        {
            "url": url,
            "label": view.name,
            "icon": "bookmark",
            "current": request.GET.get("view") == str(view.pk),
        }
        for view in saved.views_of(request)
        if view.page in saved.PAGES and (url := saved.address_of(view))
    ]
