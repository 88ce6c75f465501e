"""What is to be done: overdue, today, in the next days, by the company's days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet

from carnet.deals.models import PENDING, Activity, ActivityStatus

MOST_OVERDUE = 15
MOST_AHEAD = 60
DAYS_AHEAD = 7


@dataclass(frozen=True, slots=True)
class Agenda:
    """Activities by when they are due; `late` counts all that are overdue, `more` says that others follow."""

    on: date
    late: int
    overdue: list[Activity]
    today: list[Activity]
    ahead: list[tuple[date, list[Activity]]]
    undated: list[Activity]
    more: bool

    @property
    def done(self) -> int:
        """How many of today's are ticked off."""
        return sum(activity.status == ActivityStatus.DONE for activity in self.today)

    @property
    def coming(self) -> int:
        """How many stand in the next days."""
        return sum(len(activities) for _day, activities in self.ahead)

    @property
    def is_empty(self) -> bool:
        """Nothing planned at all."""
        return not (self.overdue or self.today or self.ahead or self.undated)


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The moment a day of the company begins."""
    return datetime.combine(day, time.min, tzinfo=zone)


def agenda_of(activities: QuerySet[Activity], *, now: datetime, zone: ZoneInfo) -> Agenda:
    """The agenda of these activities at a moment; what was due earlier today is today's, not overdue."""
    on = now.astimezone(zone).date()
    start, tomorrow = day_start(on, zone), day_start(on + timedelta(days=1), zone)
    pending = Q(status__in=PENDING)
    overdue = activities.filter(pending, starts_at__lt=start)
    done_today = Q(status=ActivityStatus.DONE, starts_at__gte=start, starts_at__lt=tomorrow)
    coming = pending & (
        Q(starts_at__isnull=True)
        | Q(starts_at__gte=start, starts_at__lt=day_start(on + timedelta(days=DAYS_AHEAD + 1), zone))
    )
    latest = list(overdue.order_by("-starts_at", "-id")[:MOST_OVERDUE])
    late = len(latest) if len(latest) < MOST_OVERDUE else overdue.count()
    rest = activities.filter(coming | done_today).order_by(F("starts_at").asc(nulls_last=True), "id")
    return _grouped(latest[::-1], late, list(rest[: MOST_AHEAD + 1]), on, zone)


def _grouped(overdue: list[Activity], late: int, rest: list[Activity], on: date, zone: ZoneInfo) -> Agenda:
    by_day: dict[date | None, list[Activity]] = {
        day: list(activities)
        for day, activities in groupby(rest[:MOST_AHEAD], key=lambda due: _day_of(due, zone))
    }
    today, undated = by_day.pop(on, []), by_day.pop(None, [])
    ahead = [(day, activities) for day, activities in by_day.items() if day is not None]
    return Agenda(
        on=on,
        late=late,
        overdue=overdue,
        today=today,
        ahead=ahead,
        undated=undated,
        more=len(rest) > MOST_AHEAD,
    )


def _day_of(activity: Activity, zone: ZoneInfo) -> date | None:
    return activity.starts_at.astimezone(zone).date() if activity.starts_at else None
