"""Today: overdue, today and the next days of one's own work, with what sleeps beside it."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone

from carnet.deals import queries
from carnet.deals.day import Agenda, agenda_of, day_start
from carnet.directory.queries import visible_accounts, visible_contacts
from carnet.identity.visibility import Viewer
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, render
from carnet.web.today import month
from carnet.web.today.news import news
from carnet.web.today.scopes import MINE, Scope, chosen, scopes_of
from carnet.web.today.tasks import tasks_of

STALLED = 6
SHOWN = (
    *("kind", "subject", "status", "starts_at", "done_at", "version"),
    *("account__name", "account__phone", "account__email"),
    *("contact__full_name", "contact__phones", "contact__emails"),
    *("deal__name", "deal__value", "deal__currency", "owner__name"),
)
"""What a task shows."""


@page
def today(request: PageRequest) -> HttpResponse:
    """The page everyone starts from; an empty Carnet says how to fill it."""
    viewer, now = request.viewer, timezone.now()
    zone = ZoneInfo(str(timezone.get_current_timezone()))
    scopes = scopes_of(viewer)
    scope, agenda = _scope_and_agenda(viewer, scopes, request.GET.get("scope", ""), now, zone)
    if agenda.is_empty and _is_new(viewer):
        return render(request, "web/today/welcome.html")
    context = {
        "agenda": agenda,
        "now": now,
        "today": agenda.on,
        "tasks": tasks_of(request, today=agenda.on, names_owners=scope.key != MINE),
        "scopes": scopes,
        "scope": scope,
        "month": month.won_in_month(viewer, scope, on=agenda.on),
        "news": news(viewer, since=day_start(agenda.on - timedelta(days=1), zone)),
        **_stalled(viewer, scope),
    }
    return render(request, "web/today/today.html", context)


def _scope_and_agenda(
    viewer: Viewer, scopes: list[Scope], key: str, now: datetime, zone: ZoneInfo
) -> tuple[Scope, Agenda]:
    """What was asked for, else one's own work, else everyone's where one has none and may see it."""
    scope = chosen(scopes, key) or scopes[0]
    activities = queries.visible_activities(viewer).only(*SHOWN)
    agenda = agenda_of(scope.of(activities), now=now, zone=zone)
    if agenda.is_empty and not key and scope is not scopes[-1]:
        scope = scopes[-1]
        agenda = agenda_of(scope.of(activities), now=now, zone=zone)
    return scope, agenda


def _stalled(viewer: Viewer, scope: Scope) -> dict[str, Any]:
    """The largest open deals nobody plans anything for, and how many there are."""
    stalled = scope.of(queries.deals_without_next_step(viewer), "agent")
    cards = queries.with_last_exchange(scope.of(queries.deal_cards(viewer), "agent"))
    largest = stalled.order_by(F("value").desc(), "id").values("pk")[:STALLED]
    return {
        "stalled": list(
            cards.filter(pk__in=list(largest.values_list("pk", flat=True))).order_by("-value", "id")
        ),
        "stalled_count": stalled.count(),
    }


def _is_new(viewer: Viewer) -> bool:
    """Nothing was entered or imported yet that this viewer could see."""
    collections = (queries.visible_deals, visible_accounts, visible_contacts)
    return not any(records(viewer).exists() for records in collections)
