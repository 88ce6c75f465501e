"""The filter bar: a chip with its choices for each dimension, the period, and what it is compared with."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from carnet.core.period import Period
from carnet.identity.visibility import Viewer
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.filters import ALWAYS_SHOWN, NULL, Filters, choices
from carnet.web import formats
from carnet.web.dashboard.asked import COMPARISONS, Asked
from carnet.web.dashboard.periods import PRESETS

MOST_BOXES = 60
MOST_TYPED = 300
"""Names suggested while one types: others are understood all the same."""
MOST_SAID = 2


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose."""

    token: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter: what is chosen in it, what may be; of very many values one types the name."""

    key: str
    label: str | Promise
    said: str
    boxes: tuple[Option, ...]
    typed: tuple[str, ...]
    clear_url: str


@dataclass(frozen=True, slots=True)
class Link:
    """A choice that is an address."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """All that stands above the figures."""

    period: str
    start: date | None
    end: date | None
    presets: tuple[Link, ...]
    base: str | Promise
    bases: tuple[Link, ...]
    chips: tuple[Chip, ...]
    kept: tuple[tuple[str, str], ...]
    clear_url: str


def bar_of(viewer: Viewer, view: Asked) -> Bar:
    """The bar of a view."""
    filters = view.filters
    more = dict.fromkeys(pick.key for pick in filters.picks if pick.key not in ALWAYS_SHOWN)
    custom = filters.period if not view.preset else Period()
    presets = tuple(
        Link(label, view.address("from", "to", period=key), key == view.preset)
        for key, label in PRESETS.items()
    )
    bases = tuple(
        Link(label, view.address(compare=key), key == view.base) for key, label in COMPARISONS.items()
    )
    return Bar(
        period=period_text(filters.period),
        start=custom.start,
        end=custom.end,
        presets=presets,
        base=COMPARISONS[view.base],
        bases=bases,
        chips=tuple(_chip(viewer, view, key) for key in (*ALWAYS_SHOWN, *more)),
        kept=tuple(pair for pair in view.pairs if pair[0] in ("period", "compare", "whole")),
        clear_url=view.address(*(pick.key for pick in filters.picks)) if filters.picks else "",
    )


def _chip(viewer: Viewer, view: Asked, key: str) -> Chip:
    chosen = view.filters.tokens(key)
    offered = [*choices(viewer, key, most=MOST_TYPED), (NULL, _("none"))]
    boxed = offered if len(offered) <= MOST_BOXES else _chosen(view.filters, key)
    return Chip(
        key=key,
        label=DIMENSIONS[key].label,
        said=_said(view.filters, key),
        boxes=tuple(Option(token, label, token in chosen) for token, label in boxed),
        typed=() if boxed is offered else tuple(label for _token, label in offered),
        clear_url=view.address(key),
    )


def _chosen(filters: Filters, key: str) -> list[tuple[str, str]]:
    return [(pick.token, pick.name or _("none")) for pick in filters.picks if pick.key == key]


def _said(filters: Filters, key: str) -> str:
    names = [name or _("none") for name in filters.names(key)]
    more = len(names) - MOST_SAID
    return ", ".join(names[:MOST_SAID]) + (f" +{more}" if more > 0 else "")


def period_text(period: Period) -> str:
    """A period on its chip: 01/01/2026 – 20/11/2026."""
    start, end = period.start, period.end
    if start and end:
        return f"{formats.day(start)} – {formats.day(end)}"
    if start:
        return _("since %(day)s") % {"day": formats.day(start)}
    return _("until %(day)s") % {"day": formats.day(end)} if end else _("All time")


def names_of(filters: Filters, compared: Filters | None) -> tuple[str, str]:
    """How the curves of a period and of the other one are called."""
    return period_name(filters.period), period_name(compared.period) if compared else ""


def period_name(period: Period) -> str:
    """A period as a curve is named: its year where it starts with it, else its days."""
    start, end = period.start, period.end
    if start and end and start.year == end.year and (start.month, start.day) == (1, 1):
        return str(start.year)
    return period_text(period)
