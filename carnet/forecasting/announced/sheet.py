"""The announced sales of one group, line by line and summed, as they stand at this moment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from carnet.core.period import Period
from carnet.deals.models import CLOSED_KINDS, OPEN_KINDS, Deal, StageKind
from carnet.deals.queries import visible_deals
from carnet.forecasting.announced.groups import Group
from carnet.forecasting.announced.known import closed_lately
from carnet.forecasting.announced.queries import still_to_come
from carnet.identity.models import Member
from carnet.identity.visibility import Viewer
from carnet.journal.models import JournalLine

WAITING = Q(stage_kind__in=OPEN_KINDS, expected_close_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a group announced: sums in minor units, the deals they stand for, and those closed in 12 months.

    `expected` is due by the end of the period; `later` is what waits beyond it.
    """

    expected: int
    later: int
    paid: int
    refused: int
    rate_paid: int
    rate_closed: int
    is_borrowed: bool

    @property
    def rate(self) -> float | None:
        """Paid among closed; None where nothing has closed yet."""
        return self.rate_paid / self.rate_closed if self.rate_closed else None

    @property
    def forecast(self) -> int | None:
        """Paid and, at this rate, still to come."""
        rate = Fraction(self.rate_paid, self.rate_closed) if self.rate_closed else None
        coming = still_to_come(self.expected, rate)
        return None if coming is None else self.paid + coming


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines, and how many of them call for an answer."""

    lines: int
    overdue: int
    due_today: int


def group_deals(viewer: Viewer, group: Group) -> QuerySet[Deal]:
    """The deals of a group as far as the viewer sees them."""
    mine = Q(agent__in=group.ids)
    return visible_deals(viewer).filter(mine | Q(agent__isnull=True) if group.takes_nobodys else mine)


def announced_sales(deals: QuerySet[Deal], period: Period) -> QuerySet[Deal]:
    """Of these deals what a sheet shows: those waiting, and those closed within the period."""
    return deals.filter(WAITING | _closed_in(period))


def tally(sales: QuerySet[Deal], *, on: date) -> Tally:
    """Counts of the lines of a sheet."""
    found = sales.order_by().aggregate(
        lines=Count("pk"),
        overdue=Count("pk", filter=WAITING & Q(expected_close_on__lt=on)),
        due_today=Count("pk", filter=WAITING & Q(expected_close_on=on)),
    )
    return Tally(**found)


def standing(viewer: Viewer, group: Group, period: Period, *, on: date) -> Standing:
    """The sums of a group and its rate; the company's where nothing of the group has closed."""
    due = WAITING & Q(expected_close_on__lte=period.end)
    closed = closed_lately(on, kind="stage_kind", closed_on="closed_on")
    sums = {
        "expected": _sum(due),
        "later": _sum(WAITING & Q(expected_close_on__gt=period.end)),
        "paid": _sum(_closed_in(period) & Q(stage_kind=StageKind.WON)),
        "refused": _sum(_closed_in(period) & Q(stage_kind=StageKind.LOST)),
    }
    rates = {
        "rate_paid": Count("pk", filter=closed & Q(stage_kind=StageKind.WON)),
        "rate_closed": Count("pk", filter=closed),
    }
    own = _whole(group).order_by().aggregate(**rates)
    is_borrowed = not own["rate_closed"]
    rate = Deal.objects.order_by().aggregate(**rates) if is_borrowed else own
    found = group_deals(viewer, group).order_by().aggregate(**sums)
    return Standing(**found, **rate, is_borrowed=is_borrowed)


def entered_by(deals: Iterable[Deal], *, on: date, members: Collection[int] | None) -> set[int]:
    """Of these deals the ids of those that these members (None: anyone) entered by hand on this day."""
    today = [deal.pk for deal in deals if deal.created_on == on]
    if not today:
        return set()
    lines = JournalLine.objects.filter(
        kind=Deal.journal_kind(), object_id__in=today, action="deals.deal.created", batch__isnull=True
    )
    if members is not None:
        users = Member.objects.filter(pk__in=members, user__isnull=False).values("user_id")
        lines = lines.filter(actor_id__in=users)
    return set(lines.values_list("object_id", flat=True))


def _whole(group: Group) -> QuerySet[Deal]:
    """The deals a rate is made of: the whole group's, whoever looks; a rate is no secret."""
    own = Q(agent__in=group.everyone)
    return Deal.objects.filter(own if group.head.id else own | Q(agent__isnull=True))


def _closed_in(period: Period) -> Q:
    return Q(stage_kind__in=CLOSED_KINDS, closed_on__range=(period.start, period.end))


def _sum(condition: Q) -> Coalesce:
    return Coalesce(Sum("value", filter=condition), 0)
