"""What was won day by day: the course of a period beside the same one a year before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Sum

from carnet.core.period import a_year_before
from carnet.deals.models import StageKind
from carnet.deals.queries import visible_deals
from carnet.identity.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Course:
    """The days of a period with what was won by the end of each; `won` stops at the last day known.

    `before` is the same a year earlier, day for day; None where nothing is known of that year.
    """

    days: tuple[date, ...]
    won: tuple[int, ...]
    before: tuple[int, ...] | None

    @property
    def before_in_all(self) -> int | None:
        """What the whole period brought a year earlier."""
        return self.before[-1] if self.before else None


def course(
    viewer: Viewer, agents: Collection[int] | None, from_on: date, until_on: date, *, on: date
) -> Course:
    """What these agents (None for the whole company) won by the end of each day up to `on`."""
    days = _days(from_on, until_on)
    earlier = _days(a_year_before(from_on), a_year_before(until_on))
    won = _won_by_day(viewer, agents, earlier[0], min(on, until_on))
    return Course(days, _cumulated(won, [day for day in days if day <= on]), _before(won, earlier, len(days)))


def _before(won: Mapping[date, int], earlier: Sequence[date], count: int) -> tuple[int, ...] | None:
    """As many days as the period has; the last holds the whole year before, leap day or not."""
    if not any(earlier[0] <= day <= earlier[-1] for day in won):
        return None
    sums = _cumulated(won, earlier)
    return (*sums[: count - 1], *[sums[-1]] * (count - len(sums[: count - 1])))


def _won_by_day(viewer: Viewer, agents: Collection[int] | None, first: date, last: date) -> dict[date, int]:
    deals = visible_deals(viewer).filter(stage_kind=StageKind.WON, closed_on__range=(first, last))
    if agents is not None:
        deals = deals.filter(agent__in=agents)
    rows = deals.order_by().values_list("closed_on").annotate(total=Sum("closed_amount"))
    return {day: int(total) for day, total in rows}


def _cumulated(won: Mapping[date, int], days: Sequence[date]) -> tuple[int, ...]:
    return tuple(accumulate(won.get(day, 0) for day in days))


def _days(start: date, end: date) -> tuple[date, ...]:
    return tuple(start + timedelta(days=count) for count in range((end - start).days + 1))
