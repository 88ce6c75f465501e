"""Reading deals, stages and activities."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import F, Max, Min, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Conflict
from carnet.core.text import search_words
from carnet.deals.models import OPEN_KINDS, PENDING, Activity, Deal, Pipeline, Stage
from carnet.directory.queries import linked_holds, visible_accounts, visible_contacts
from carnet.identity.visibility import Viewer, owned_q

Linked = TypeVar("Linked", bound=Model)


def visible_pipelines(viewer: Viewer) -> QuerySet[Pipeline]:
    """All pipelines."""
    return Pipeline.objects.all()


def visible_stages(viewer: Viewer) -> QuerySet[Stage]:
    """All stages with their pipeline, in order."""
    return Stage.objects.select_related("pipeline").order_by("pipeline_id", "position", "id")


def default_stage() -> Stage:
    """Where a new deal starts: the first open stage of the default pipeline."""
    open_stages = Stage.objects.filter(pipeline__is_default=True, kind__in=OPEN_KINDS)
    stage = open_stages.order_by("position", "id").first()
    if stage is None:
        raise Conflict(_("The default pipeline has no open stage: add one in the settings."), field="stage")
    return stage


def visible_deals(viewer: Viewer) -> QuerySet[Deal]:
    """The deals a viewer may open; what one may not open one may not count either."""
    return Deal.objects.filter(owned_q(viewer, "agent"))


def deal_rows(viewer: Viewer) -> QuerySet[Deal]:
    """`deal_cards` with the lines and all that a row or a record shows of other records."""
    related = ("stage__pipeline", "agent__team__office", "agent__team__head", "product")
    return deal_cards(viewer).select_related(*related).prefetch_related("lines__product")


def listed_deals(viewer: Viewer) -> QuerySet[Deal]:
    """`deal_cards` with what the columns of a list show: a hundred rows need neither lines nor offices."""
    return deal_cards(viewer).select_related("product", "agent__team")


def deal_cards(viewer: Viewer) -> QuerySet[Deal]:
    """`visible_deals` with stage, agent, account and contact."""
    return _with_links(visible_deals(viewer).select_related("stage", "agent"), viewer, "account", "contact")


def _with_links(records: QuerySet[Linked], viewer: Viewer, *links: str) -> QuerySet[Linked]:
    """A link to a record the viewer may not open reads as none: its name is a secret too."""
    if viewer.sees_all:
        return records.select_related(*links)
    visible = {"account": visible_accounts, "contact": visible_contacts, "deal": visible_deals}
    return records.prefetch_related(*(Prefetch(link, visible[link](viewer)) for link in links))


def open_deals(viewer: Viewer) -> QuerySet[Deal]:
    """The deals neither won nor lost."""
    return visible_deals(viewer).filter(stage_kind__in=OPEN_KINDS)


def with_next_activity(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    """Each deal with `next_activity_at`: when its earliest pending activity starts, or None."""
    pending = Activity.objects.filter(deal=OuterRef("pk"), status__in=PENDING).order_by()
    earliest = pending.values("deal").annotate(first=Min("starts_at")).values("first")
    return deals.annotate(next_activity_at=Subquery(earliest))


def next_activity_moments(deals: Iterable[Deal]) -> dict[int, datetime]:
    """When the earliest pending activity of each of these deals starts; those without one are left out."""
    pending = Activity.objects.filter(deal__in=[deal.pk for deal in deals], status__in=PENDING)
    rows = pending.exclude(starts_at=None).order_by().values("deal").annotate(first=Min("starts_at"))
    return {row["deal"]: row["first"] for row in rows}


def deals_with_pending() -> QuerySet[Activity, Any]:
    """The ids of the deals something is planned for, as a subquery."""
    return Activity.objects.filter(deal__isnull=False, status__in=PENDING).order_by().values("deal")


def with_last_exchange(deals: QuerySet[Deal]) -> QuerySet[Deal]:
    """Each deal with `last_exchange_at`: when its last activity was done, or None."""
    done = Activity.objects.filter(deal=OuterRef("pk"), done_at__isnull=False).order_by()
    latest = done.values("deal").annotate(last=Max("done_at")).values("last")
    return deals.annotate(last_exchange_at=Subquery(latest))


def deals_without_next_step(viewer: Viewer) -> QuerySet[Deal]:
    """Open deals with neither a pending activity nor a written next step."""
    return open_deals(viewer).filter(next_step="").exclude(pk__in=deals_with_pending())


def deals_matching(deals: QuerySet[Deal], query: str) -> QuerySet[Deal]:
    """Those whose text, account or contact holds every word of the query."""
    for word in search_words(query):
        deals = deals.filter(
            Q(search_text__contains=word)
            | linked_holds("account", word, owner="agent")
            | linked_holds("contact", word, owner="agent")
        )
    return deals


def bare_activities(viewer: Viewer) -> QuerySet[Activity]:
    """The activities a viewer may open, as the page of what they belong to shows them."""
    return Activity.objects.filter(owned_q(viewer)).select_related("owner")


def visible_activities(viewer: Viewer) -> QuerySet[Activity]:
    """`bare_activities` with what a row shows of other records."""
    return _with_links(bare_activities(viewer), viewer, "account", "contact", "deal")


def pending_activities(viewer: Viewer) -> QuerySet[Activity]:
    """What is still to be done, earliest first."""
    return visible_activities(viewer).filter(status__in=PENDING).order_by("starts_at", "id")


def overdue_activities(viewer: Viewer, *, now: datetime) -> QuerySet[Activity]:
    """What should have been done before `now`."""
    return pending_activities(viewer).filter(starts_at__lt=now)


def activities_matching(activities: QuerySet[Activity], query: str) -> QuerySet[Activity]:
    """Those whose text, account, contact or deal of the same owner holds every word of the query."""
    for word in search_words(query):
        deal_holds = Q(deal__search_text__contains=word)
        activities = activities.filter(
            Q(search_text__contains=word)
            | linked_holds("account", word)
            | linked_holds("contact", word)
            | (deal_holds & (Q(deal__agent=F("owner")) | Q(deal__agent__isnull=True)))
        )
    return activities
