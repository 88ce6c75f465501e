"""The periods one chooses by name, and the one a dashboard opens with."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.core.period import Period, a_year_before, year_to
from carnet.identity.visibility import Viewer
from carnet.metrics.facts import DEALS
from carnet.metrics.filters import Filters, counted, filtered_sales

MONTH, QUARTER, YEAR, TWELVE_MONTHS, ALL = "month", "quarter", "year", "12-months", "all"
PRESETS: dict[str, Promise] = {
    MONTH: gettext_lazy("This month"),
    QUARTER: gettext_lazy("This quarter"),
    YEAR: gettext_lazy("This year"),
    TWELVE_MONTHS: gettext_lazy("Last 12 months"),
    ALL: gettext_lazy("All time"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """The period a dashboard opens with, the preset it is (or none), and why it is not this year."""

    period: Period
    preset: str = ""
    reason: str = ""


def preset_period(key: str, today: date) -> Period:
    """A preset as days; they end today, so that the other period has as many."""
    match key:
        case "month":
            return Period(today.replace(day=1), today)
        case "quarter":
            return Period(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today)
        case "year":
            return year_to(today)
        case "12-months":
            return Period(a_year_before(today) + timedelta(days=1), today)
    return Period()


def first_period(viewer: Viewer, today: date) -> Start:
    """This year where it has deals, else the year of the last deal (or sale), else all there is."""
    last = _last_day(viewer, today)
    if last is None:
        return Start(Period(), ALL)
    if last.year == today.year:
        return Start(year_to(today), YEAR)
    year = Period(date(last.year, 1, 1), date(last.year, 12, 31))
    reason = _(
        "Nothing was engaged or closed in %(this)s: here are the figures of %(year)s, the last year with any."
    )
    return Start(year, reason=reason % {"this": today.year, "year": last.year})


def _last_day(viewer: Viewer, today: date) -> date | None:
    """Of the last closing or engagement; the day a deal was merely entered says little of the business."""
    until = Filters(Period(None, today))
    deals = counted(viewer, DEALS, until)  # by the day as figures count it: an index holds all three
    days = deals.aggregate(closed=Max("closed_on"), engaged=Max("engaged_on"), entered=Max("created_on"))
    told = [day for day in (days["closed"], days["engaged"]) if day]
    last: date | None = max(told, default=None) or _last_sale(viewer, until) or days["entered"]
    return min(last, today) if last else None


def _last_sale(viewer: Viewer, until: Filters) -> date | None:
    last: date | None = filtered_sales(viewer, until).order_by().aggregate(last=Max("sold_on"))["last"]
    return last
