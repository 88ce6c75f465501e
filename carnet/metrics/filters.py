"""Filters and period as one object: what a number is restricted to, and the records behind it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid
from carnet.core.period import Period
from carnet.core.text import normalise
from carnet.deals.models import Deal
from carnet.identity.visibility import Viewer
from carnet.metrics import names
from carnet.metrics.dimensions import DIMENSIONS, Column
from carnet.metrics.facts import DEALS, FACTS, SALES, Records
from carnet.sales.models import Sale

NULL = "null"
"""The token of the records that have none: `product=null` keeps the deals without a product."""
PICKED = tuple(key for key, dimension in DIMENSIONS.items() if not dimension.grain)
FILTER_KEYS = ("from", "to", *PICKED)
ALWAYS_SHOWN = ("sector", "product", "agent", "manager", "office")
MOST_TOKENS = 200
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EVER = Period()

Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Pick:
    """One value chosen in one dimension: an id, a text, or None for the records without one."""

    key: str
    value: int | str | None
    name: str

    @property
    def token(self) -> str:
        """What stands for it in an address."""
        return NULL if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Filters:
    """A period and the values picked: those of one dimension widen, those of two narrow."""

    period: Period = _EVER
    picks: tuple[Pick, ...] = ()

    @classmethod
    def parse(cls, viewer: Viewer, raw: Raw) -> Self:
        """The filters of an address or a command; unknown keys are somebody else's, empty values none."""
        picks = [_pick(viewer, key, token) for key in PICKED for token in _tokens(raw, key)]
        return cls(_period(raw), tuple(dict.fromkeys(picks)))

    def names(self, key: str) -> tuple[str, ...]:
        """The names picked in one dimension."""
        return tuple(pick.name for pick in self.picks if pick.key == key)

    def tokens(self, key: str) -> tuple[str, ...]:
        """What stands for them in an address."""
        return tuple(pick.token for pick in self.picks if pick.key == key)

    def with_period(self, period: Period) -> Self:
        """The same picks over another period."""
        return replace(self, period=period)

    def with_pick(self, key: str, value: int | str | None, name: str = "") -> Self:
        """Narrowed to one value of a dimension, replacing what was picked there."""
        others = tuple(pick for pick in self.picks if pick.key != key)
        return replace(self, picks=(*others, Pick(key, value, name)))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the period, and the names picked (None for the records without one)."""
        shown = [*ALWAYS_SHOWN, *(pick.key for pick in self.picks if pick.key not in ALWAYS_SHOWN)]
        picked = {
            key: [None if pick.value is None else pick.name for pick in self.picks if pick.key == key]
            for key in shown
        }
        return {"from": _iso(self.period.start), "to": _iso(self.period.end), **picked}

    def as_query(self, **more: Any) -> str:
        """For links: an address query; `more` replaces a key, or drops it with None."""
        pairs = [("from", _iso(self.period.start)), ("to", _iso(self.period.end))]
        pairs += [(pick.key, pick.token) for pick in self.picks]
        kept = [(key, value) for key, value in pairs if value and key not in more]
        return urlencode([*kept, *((key, value) for key, value in more.items() if value is not None)])


def _tokens(raw: Raw, key: str) -> list[str]:
    tokens = [token.strip() for token in raw.get(key, ()) if token.strip()]
    if len(tokens) > MOST_TOKENS:
        raise Invalid(_("At most %(most)s values.") % {"most": MOST_TOKENS}, field=key)
    return list(dict.fromkeys(tokens))


def _pick(viewer: Viewer, key: str, token: str) -> Pick:
    if token == NULL:
        return Pick(key, None, "")
    value, name = names.resolved(viewer, key, token)
    return Pick(key, value, name)


def _period(raw: Raw) -> Period:
    start, end = _day(raw, "from"), _day(raw, "to")
    if start and end and start > end:
        raise Invalid(_("The period ends before it begins."), field="to")
    return Period(start, end)


def _day(raw: Raw, key: str) -> date | None:
    tokens = _tokens(raw, key)
    if not tokens:
        return None
    day = _parsed(tokens[-1]) if _DAY.fullmatch(tokens[-1]) else None
    if day is None:
        raise Invalid(_("A day is written 2026-11-20."), field=key)
    return day


def _parsed(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def filtered_deals(viewer: Viewer, filters: Filters) -> QuerySet[Deal]:
    """The deals behind a number."""
    return narrowed_deals(FACTS[DEALS].visible(viewer), filters)


def filtered_sales(viewer: Viewer, filters: Filters) -> QuerySet[Sale]:
    """The lines of sale behind a number."""
    return narrowed_sales(FACTS[SALES].visible(viewer), filters)


def narrowed_deals(deals: QuerySet[Deal], filters: Filters) -> QuerySet[Deal]:
    """Some deals, restricted; by the stored day, whose index lists use."""
    return _restricted(deals, DEALS, filters, F("occurred_on"))


def narrowed_sales(sales: QuerySet[Sale], filters: Filters) -> QuerySet[Sale]:
    """Some lines of sale, restricted."""
    return _restricted(sales, SALES, filters, F("sold_on"))


def counted(viewer: Viewer, fact: str, filters: Filters) -> Records:
    """The facts to count, unordered: what a viewer may see, in the period, with the values picked."""
    return _restricted(FACTS[fact].visible(viewer).order_by(), fact, filters, FACTS[fact].day())


def _restricted(records: Records, fact: str, filters: Filters, day: Combinable) -> Records:
    period = filters.period
    if period.start or period.end:
        records = records.alias(fact_day=day)
    if period.start:
        records = records.filter(fact_day__gte=period.start)
    if period.end:
        records = records.filter(fact_day__lte=period.end)
    for key in dict.fromkeys(pick.key for pick in filters.picks):
        records = _picked(records, fact, key, [pick.value for pick in filters.picks if pick.key == key])
    return records


def _picked(records: Records, fact: str, key: str, values: list[int | str | None]) -> Records:
    alias = f"picked_{key}"
    wanted = Q(**{f"{alias}__in": [value for value in values if value is not None]})
    if None in values:
        wanted |= Q(**{f"{alias}__isnull": True})
        wanted |= Q() if DIMENSIONS[key].is_reference else Q(**{alias: ""})
    found: Records = records.alias(**{alias: expression(column_of(fact, key, field=key))}).filter(wanted)
    return found


def column_of(fact: str, key: str, *, field: str) -> Column:
    """Where a table of facts keeps a dimension; Invalid where it has none."""
    column = DIMENSIONS[key].columns.get(fact)
    if column is None:
        raise Invalid(
            _("This measure cannot be split or filtered by %(label)s.") % {"label": DIMENSIONS[key].label},
            field=field,
        )
    return column


def expression(column: Column) -> Any:
    """A column as something to select."""
    return F(column) if isinstance(column, str) else column


def choices(viewer: Viewer, key: str, *, most: int | None = None) -> list[tuple[str, str]]:
    """What a filter offers: (token, name), sorted by name; `most` keeps the first records only."""
    if key in names.REFERENCES:
        found = names.REFERENCES[key](viewer)
        rows = found.order_by("name")[:most] if most else found.order_by()
        rows = rows.values_list("pk", "name")
        return sorted(((str(pk), name) for pk, name in rows), key=lambda pair: normalise(pair[1]))
    labels = DIMENSIONS[key].labels
    return [(word, str(labels.get(word, word))) for word in names.words_in_use(viewer, key)]
