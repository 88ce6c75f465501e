"""Revenue day by day of a shop, a product, a region or all, as known at the end of a day.

The total is what the stores sold; a company without any sale counts its won deals by the day they closed.
Days without a sale between the first and the last are zeros, returns are negative. The last day is the last
on which anybody sold anything: a shop that has stopped selling has zeros up to it, while days that are not
imported yet are no zeros.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.core.period import LATEST, Period
from carnet.deals.models import StageKind
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.models import Level
from carnet.identity.visibility import Viewer
from carnet.metrics.facts import DEALS, SALES, Records
from carnet.metrics.filters import Filters, Pick, counted
from carnet.metrics.names import resolved

LONGEST = 4 * 365 + 1
"""Days read at most: two years to learn from, a year of past cuts, and one more for the holidays."""

SUBJECTS = ("store", "product", "region")
_COLUMNS = {SALES: ("sold_on", "amount"), DEALS: ("closed_on", "closed_amount")}


@dataclass(frozen=True, slots=True)
class Series:
    """Minor units a day from `start` on without a gap; `is_deals` where no store has ever sold."""

    subject: Subject
    start: date
    values: tuple[int, ...]
    is_deals: bool = False

    @property
    def end(self) -> date:
        """The last day known."""
        return self.start + timedelta(days=len(self.values) - 1)

    @property
    def is_constant(self) -> bool:
        """Every day brought the same."""
        return len(set(self.values)) < 2

    def until(self, count: int) -> "Series":
        """Its first days: the series as it was known at the end of the last of them."""
        return replace(self, values=self.values[:count])


def subject_of(viewer: Viewer, wanted: Mapping[str, str | None]) -> Subject:
    """Whose days are wanted: at most one of store, product and region, by name or id; else all."""
    named = [(key, token.strip()) for key in SUBJECTS if (token := wanted.get(key)) and token.strip()]
    if not named:
        return Subject()
    if len(named) > 1:
        raise Invalid(_("Choose one of store, product and region."), field=named[1][0])
    key, token = named[0]
    value, name = resolved(viewer, key, token)
    return Subject(Level(key), value if isinstance(value, int) else 0, name)


def series_of(viewer: Viewer, subject: Subject, *, as_of: date) -> Series:
    """The subject's days up to `as_of`, empty where nothing was sold."""
    fact = SALES if _sold(viewer, SALES, as_of).exists() else DEALS
    last = _sold(viewer, fact, as_of).aggregate(last=Max(_COLUMNS[fact][0]))["last"]
    nothing = Series(subject, as_of, (), is_deals=fact == DEALS)
    if last is None or (nothing.is_deals and subject.level == Level.STORE):
        return nothing
    sums = _sums(viewer, subject, fact, Period(last - timedelta(days=LONGEST - 1), last))
    if not sums:
        return nothing
    start = min(sums)
    days = (start + timedelta(days=count) for count in range((last - start).days + 1))
    return replace(nothing, start=start, values=tuple(sums.get(day, 0) for day in days))


def is_anything_sold(viewer: Viewer) -> bool:
    """Whether any day has a figure, whoever sold it."""
    return any(_sold(viewer, fact, LATEST).exists() for fact in (SALES, DEALS))


def _sold(viewer: Viewer, fact: str, as_of: date) -> Records:
    """What was sold by the end of the day, whoever sold it."""
    return _of(viewer, fact, Filters(Period(None, as_of)))


def _sums(viewer: Viewer, subject: Subject, fact: str, period: Period) -> dict[date, int]:
    picks = () if subject.level == Level.COMPANY else (_pick(subject),)
    day, amount = _COLUMNS[fact]
    rows = _of(viewer, fact, Filters(period, picks)).values_list(day).annotate(total=Sum(amount))
    return {sold_on: int(total) for sold_on, total in rows}


def _pick(subject: Subject) -> Pick:
    return Pick(subject.level.value, subject.id or subject.name, subject.name)


def _of(viewer: Viewer, fact: str, filters: Filters) -> Records:
    rows = counted(viewer, fact, filters)
    return rows.filter(stage_kind=StageKind.WON) if fact == DEALS else rows
