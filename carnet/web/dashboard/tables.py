"""The tables of groups as the page shows them: bars beside the largest, the tail summed up."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.metrics.groups import Group
from carnet.web.dashboard.asked import Asked

SHORT = 8
NAMELESS: dict[str, Promise] = {
    "agent": _("No agent"),
    "manager": _("No manager"),
    "office": _("No office"),
    "sector": _("No sector"),
    "product": _("No product"),
    "region": _("No region"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A group with its name, and how long its bars are beside the largest."""

    name: str | Promise
    group: Group
    width: float
    mark: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """The first lines, what the others add up to, and the address that shows them all."""

    key: str
    lines: tuple[Line, ...]
    rest: int
    rest_revenue: int
    count: int
    revenue: int
    url: str
    is_whole: bool


def table_of(key: str, groups: Sequence[Group], view: Asked, most: int = SHORT) -> Table:
    """A table of the page; shown whole where it was asked for or is hardly longer."""
    is_whole = key in view.whole
    shown = groups if is_whole or len(groups) <= most + 1 else groups[:most]
    rest = groups[len(shown) :]
    scale = max((max(group.revenue, group.before or 0) for group in groups), default=0)
    return Table(
        key=key,
        lines=tuple(_line(key, group, scale) for group in shown),
        rest=len(rest),
        rest_revenue=sum(group.revenue for group in rest),
        count=len(groups),
        revenue=sum(group.revenue for group in groups),
        url=view.toggled(key),
        is_whole=is_whole and len(groups) > most + 1,
    )


def _line(key: str, group: Group, scale: int) -> Line:
    name = NAMELESS[key] if group.key is None else group.key
    mark = group.before / scale if scale and group.before else None
    return Line(name, group, group.revenue / scale if scale else 0, mark)
