"""Announced deals as they stood at the end of a day: the deals themselves, or their last state by then.

Two queries of the same columns: what has not moved since is read from the deals, the rest from their states.
"""

from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Coalesce

from carnet.core.period import a_year_before
from carnet.deals.models import CLOSED_KINDS, OPEN_KINDS, DealState, StageKind
from carnet.deals.queries import visible_deals
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.heads import EVERYONE

KIND, VALUE, AGENT, DUE, CLOSED, DEAL = (
    "known_kind",
    "known_value",
    "known_agent",
    "known_due",
    "known_closed",
    "known_deal",
)
COLUMNS = (DEAL, KIND, VALUE, AGENT, DUE, CLOSED)


def waiting(asked: Asked) -> Q:
    """Deals that wait and are due by the end of the period, overdue ones included."""
    return Q(**{f"{KIND}__in": OPEN_KINDS, f"{DUE}__lte": asked.until_on})


def paid(asked: Asked) -> Q:
    """Deals won within the period."""
    return Q(**{KIND: StageKind.WON, f"{CLOSED}__range": (asked.from_on, asked.until_on)})


def refused(asked: Asked) -> Q:
    """Deals lost within the period."""
    return Q(**{KIND: StageKind.LOST, f"{CLOSED}__range": (asked.from_on, asked.until_on)})


def announced(asked: Asked) -> Q:
    """All of these: what stands on the lines of the report."""
    return waiting(asked) | paid(asked) | refused(asked)


def closed_lately(as_of: date, *, kind: str = KIND, closed_on: str = CLOSED) -> Q:
    """Deals closed in the 12 months up to and including the day, by which the realisation rate is counted."""
    past = {f"{closed_on}__gt": a_year_before(as_of), f"{closed_on}__lte": as_of}
    return Q(**{f"{kind}__in": CLOSED_KINDS, **past})


def known_deals(as_of: date) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Every deal known at the end of the day, in one of two queries."""
    return _unmoved(as_of), _moved(as_of)


def _unmoved(as_of: date) -> QuerySet[Any]:
    later = DealState.objects.filter(deal=OuterRef("pk"), from_on__gt=as_of)
    known = Q(closed_on__isnull=True) | Q(closed_on__lte=as_of)
    return (
        visible_deals(EVERYONE)
        .filter(~Exists(later), known)
        .annotate(
            known_deal=F("pk"),
            known_kind=F("stage_kind"),
            known_value=F("value"),
            # A sum, so that SQLite reads the table in its own order: the index of agents takes twice as long.
            known_agent=ExpressionWrapper(F("agent_id") + 0, BigIntegerField(null=True)),
            known_due=F("expected_close_on"),
            known_closed=F("closed_on"),
        )
    )


def _moved(as_of: date) -> QuerySet[Any]:
    moved_later = DealState.objects.filter(from_on__gt=as_of).values("deal")
    newer = DealState.objects.filter(_after(), deal=OuterRef("deal"), from_on__lte=as_of)
    closed = Q(stage__kind__in=CLOSED_KINDS, deal__closed_on__lte=as_of)
    return DealState.objects.filter(~Exists(newer), deal__in=moved_later, from_on__lte=as_of).annotate(
        known_deal=F("deal_id"),
        known_kind=F("stage__kind"),
        known_value=Case(
            When(closed & Q(stage__kind=StageKind.WON), then=Coalesce("deal__closed_amount", _ANNOUNCED)),
            default=_ANNOUNCED,
            output_field=BigIntegerField(),
        ),
        known_agent=F("agent_id"),
        known_due=F("expected_close_on"),
        known_closed=Case(
            When(closed, then=F("deal__closed_on")),
            When(stage__kind__in=CLOSED_KINDS, then=_since(as_of)),
            default=None,
            output_field=DateField(null=True),
        ),
    )


_ANNOUNCED = Coalesce("amount", "deal__list_amount", 0)


def _since(as_of: date) -> Subquery:
    """The day a deal that was reopened later had closed: where its last unbroken run of one kind began."""
    of_deal = DealState.objects.filter(deal=OuterRef("deal"), from_on__lte=as_of)
    other = of_deal.filter(_after()).exclude(stage__kind=OuterRef("stage__kind"))
    run = of_deal.filter(~Exists(other), stage__kind=OuterRef("stage__kind"))
    return Subquery(run.order_by("from_on", "id").values("from_on")[:1])


def _after() -> Q:
    """States that came after the one of the query around them; of one day, those written later."""
    return Q(from_on__gt=OuterRef("from_on")) | Q(from_on=OuterRef("from_on"), pk__gt=OuterRef("pk"))
