"""The data of the charts, as the page's scripts read it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from carnet.core.regions import REGIONS
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.groups import Group
from carnet.metrics.series import Point
from carnet.web import formats
from carnet.web.dashboard.bar import names_of

METROPOLITAN = REGIONS[:13]


def curve(found: Dashboard, figure: str, kind: str, currency: str) -> dict[str, Any]:
    """A figure of the points, with the other period's under it, aligned at their beginnings."""
    return line(
        found.points,
        found.compared_points,
        names=names_of(found.filters, found.compared),
        figure=figure,
        kind=kind,
        currency=currency,
        grain=found.grain,
    )


def line(
    points: Sequence[Point],
    others: Sequence[Point],
    *,
    names: tuple[str, str],
    figure: str,
    kind: str,
    currency: str,
    grain: str,
) -> dict[str, Any]:
    """One or two lines over days or months."""
    drawn = [{"name": names[0], "role": "current", "values": [getattr(point, figure) for point in points]}]
    if others:
        values = [getattr(point, figure) for point in others[: len(points)]]
        drawn.append({"name": names[1], "role": "previous", "values": values})
    years = {point.start.year for point in points}
    labels = [point_name(point.start, grain, with_year=len(years) > 1) for point in points]
    return {"x": labels, "kind": kind, "currency": currency, "series": drawn}


def point_name(day: date, grain: str, *, with_year: bool = True) -> str:
    """A point under the curve: 03/11, or nov., or nov. 2025."""
    if grain == "day":
        return f"{day:%d/%m}"
    return str(format_date(day, "MMM y" if with_year else "MMM", locale=get_language() or "fr"))


def points_table(found: Dashboard) -> list[tuple[str, Point, Point | None]]:
    """The curve as a table: each point beside the one it is compared with."""
    others = [*found.compared_points, *[None] * len(found.points)]
    pairs = zip(found.points, others, strict=False)
    return [(point_name(point.start, found.grain), point, other) for point, other in pairs]


def deals_map(groups: Sequence[Group], currency: str) -> dict[str, Any] | None:
    """Won revenue by region; None where no deal has a region of the map."""
    known = [group for group in groups if group.key in METROPOLITAN]
    if not known:
        return None
    regions = [
        {
            "name": group.key,
            "value": group.revenue,
            "text": _money(group.revenue, currency),
            "note": _won(group.won),
            "url": f"{reverse('deals:deal-list')}?{group.won_query}",
        }
        for group in known
    ]
    return {"kind": "money", "currency": currency, "regions": regions}


def _won(count: int) -> str:
    number = formats.number(count, get_language() or "fr")
    return ngettext("%(count)s deal won", "%(count)s deals won", count) % {"count": number}


def _money(minor: int, currency: str) -> str:
    return formats.money(minor, currency, get_language() or "fr", 0)
