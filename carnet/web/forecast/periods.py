"""The periods a forecast is chosen for, and what they are called."""

from datetime import date, timedelta

from babel.dates import format_date
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from carnet.core.period import LATEST, Period, month_of, quarter_of, year_of
from carnet.web import formats

QUARTER = "quarter"
PRESETS: dict[str, Promise] = {
    "month": gettext_lazy("This month"),
    "next-month": gettext_lazy("Next month"),
    QUARTER: gettext_lazy("This quarter"),
    "next-quarter": gettext_lazy("Next quarter"),
    "year": gettext_lazy("This year"),
}
_QUARTERS = {
    1: gettext_lazy("1st quarter %(year)s"),
    2: gettext_lazy("2nd quarter %(year)s"),
    3: gettext_lazy("3rd quarter %(year)s"),
    4: gettext_lazy("4th quarter %(year)s"),
}


def preset_period(key: str, today: date) -> Period:
    """A preset as whole days, the last of them still to come."""
    match key:
        case "month":
            return month_of(today)
        case "next-month":
            return month_of(_day_after(month_of(today)))
        case "next-quarter":
            return quarter_of(_day_after(quarter_of(today)))
        case "year":
            return year_of(today)
    return quarter_of(today)


def _day_after(period: Period) -> date:
    return (period.end or LATEST) + timedelta(days=1)


def name_of(period: Period) -> str:
    """The 4th quarter 2026, November 2026, 2026, or the two days."""
    start, end = period.start, period.end
    if start is None or end is None:
        return ""
    if period == quarter_of(start):
        return str(_QUARTERS[(start.month + 2) // 3] % {"year": start.year})
    if period == month_of(start):
        return str(format_date(start, "MMMM y", locale=get_language() or "fr"))
    if period == year_of(start):
        return str(start.year)
    return f"{formats.day(start)} – {formats.day(end)}"


def short_name_of(period: Period) -> str:
    """The same where there is little room: Q4 2026."""
    start = period.start
    if start is not None and period == quarter_of(start):
        return _("Q%(number)s %(year)s") % {"number": (start.month + 2) // 3, "year": start.year}
    return name_of(period)
