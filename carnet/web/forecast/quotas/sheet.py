"""The sheet of quotas: agents down, periods across, the sums below beside the company's own."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from carnet.core.acting import Actor
from carnet.core.period import EARLIEST, LATEST, Period, month_of
from carnet.forecasting.quotas.actions import may_set_quota
from carnet.forecasting.quotas.queries import Held, Targets, agents_with_aims, held_within, targets_among
from carnet.identity.models import Member
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.forecast.periods import name_of as period_name
from carnet.web.forecast.periods import short_name_of
from carnet.web.forecast.quotas.asked import Asked, before
from carnet.web.forecast.quotas.typed import COMPANY, Key, Typed, name_of
from carnet.web.templatetags.look import language

SIZE = 40
"""Agents on a page: forty of twelve months are half the fields that a form may send."""


Stored = Mapping[tuple[int | None, date, date], Held]


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was not stored: the cells as typed, those that differ from what they showed, the wrong."""

    typed: Mapping[Key, Typed] = field(default_factory=dict)
    changed: Collection[Key] = ()
    errors: Mapping[Key, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A quota: `text` to edit, `derived` what smaller periods add up to, `theirs` who was faster."""

    name: str
    period: str
    text: str
    amount: int | None
    derived: int | None
    error: str = ""
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An agent, or the company where there is none, with a cell for each period."""

    member: Member | None
    cells: tuple[Cell, ...]
    may_set: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A period with its sums: of all agents, the company's own, and by how much that differs."""

    name: str
    whole_name: str
    url: str
    is_focus: bool
    copies_from: str
    start: str
    of_agents: int | None
    differs_by: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of agents; the sums are of all pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    company: Row | None
    may_set: bool
    earlier: str
    later: str


def sheet_of(viewer: Viewer, actor: Actor, view: Asked, sent: Sent) -> Sheet:
    """The sheet a viewer sees, with what they typed where it was not stored."""
    agents = agents_with_aims(viewer)
    first = (view.page - 1) * SIZE
    shown = list(agents[first : first + SIZE + 1])
    held = held_within(viewer, view.days)
    aims = {column: targets_among(held, column) for column in view.columns}
    stored = {(one.member_id, one.from_on, one.until_on): one for one in held}

    def row(member: Member | None) -> Row:
        cells = tuple(_cell(member, column, stored, aims[column], sent) for column in view.columns)
        return Row(member, cells, may_set_quota(member, actor))

    rows = tuple(row(member) for member in shown[:SIZE])
    company = row(None) if viewer.sees_all else None
    return Sheet(
        columns=tuple(_column(column, view, aims[column], held) for column in view.columns),
        rows=rows,
        company=company,
        may_set=any(one.may_set for one in rows) or bool(company and company.may_set),
        earlier=view.address(page=str(view.page - 1)) if view.page > 1 else "",
        later=view.address(page=str(view.page + 1)) if len(shown) > SIZE else "",
    )


def _cell(member: Member | None, period: Period, stored: Stored, aims: Targets, sent: Sent) -> Cell:
    pk = member.pk if member else None
    held = stored.get((pk, period.start or EARLIEST, period.end or LATEST))
    version, amount = (held.version, held.amount) if held else (0, None)
    together = aims.company if pk is None else aims.members.get(pk)
    key = (pk or COMPANY, str(period.start))
    typed = sent.typed.get(key)
    is_stale = typed is not None and typed.version != version and key in sent.changed
    kept = typed is not None and (is_stale or typed.version == version)
    return Cell(
        name=name_of(pk, period, version, amount),
        period=period_name(period),
        text=typed.text if typed is not None and kept else written(amount),
        amount=amount,
        derived=together if held is None else None,
        error=sent.errors.get(key, ""),
        is_stale=is_stale,
    )


def written(amount: int | None) -> str:
    """An amount as it stands in a cell: without cents where it has none."""
    if amount is None:
        return ""
    return formats.number(Decimal(amount) / 100, language(), 2 if amount % 100 else 0)


def _short(period: Period) -> str:
    """A month by its name alone, as the year stands above."""
    if period.start and period == month_of(period.start):
        return str(format_date(period.start, "MMM", locale=language()))
    return short_name_of(period)


def _column(period: Period, view: Asked, aims: Targets, held: Iterable[Held]) -> Column:
    of_agents = sum(aims.members.values()) if aims.members else None
    differs = None if of_agents is None or aims.company is None else (aims.company - of_agents) or None
    earlier = before(period)
    has_earlier = any((one.from_on, one.until_on) == (earlier.start, earlier.end) for one in held)
    return Column(
        name=_short(period),
        whole_name=period_name(period),
        url=view.address(on=str(period.start)),
        is_focus=period == view.focus,
        copies_from=period_name(earlier) if has_earlier else "",
        start=str(period.start),
        of_agents=of_agents,
        differs_by=differs,
    )
