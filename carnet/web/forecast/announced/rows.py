"""The lines of the report as a template shows them: heads, their managers, their deals, the total."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.forecasting.announced.deals import AnnouncedDeal
from carnet.forecasting.announced.lines import HeadLine, ManagerLine, Outlook, borrowed
from carnet.forecasting.announced.rates import Rate
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.web import formats
from carnet.web.forecast.announced.columns import (
    Cell,
    Column,
    RateText,
    columns_of,
    deal_cells,
    in_order,
    outlook_cells,
    said_of,
)
from carnet.web.forecast.announced.reading import NOBODY, Reading
from carnet.web.templatetags.look import language

Deals = Mapping[int | None, tuple[AnnouncedDeal, ...]]
MOST_DEALS = 200
"""Lines under one manager; the sheet lists the others."""


@dataclass(frozen=True, slots=True)
class DealRow:
    """A single sale."""

    id: int
    name: str
    said: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ManagerRow:
    """A manager, with their sales where they are unfolded (None: not read)."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    is_open: bool
    toggle_url: str
    deals_url: str
    deals: tuple[DealRow, ...] | None
    more: int = 0
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A head, unfolding to their managers."""

    key: str
    name: str
    is_nobody: bool
    cells: tuple[Cell, ...]
    managers: tuple[ManagerRow, ...]
    is_open: bool
    toggle_url: str


def head_rows(report: AnnouncedReport, reading: Reading, deals: Deals) -> list[HeadRow]:
    """The lines of a report; a lone head is always unfolded."""
    lone = len(report.rows) == 1
    return [_head(row, reading, deals, is_open=lone) for row in report.rows]


def total_cells(report: AnnouncedReport, columns: Iterable[Column]) -> tuple[Cell, ...]:
    """The sums of the lines, and the rate that follows from them."""
    total = report.total
    cells = outlook_cells(total, lambda key: "", is_total=True)
    rate = formats.ABSENT if total.rate is None else percent(total.rate)
    cells["rate"] = Cell("rate", rate, rate=RateText(_("derived"), is_derived=True))
    return in_order(cells, columns)


def _head(row: HeadLine, reading: Reading, deals: Deals, *, is_open: bool) -> HeadRow:
    key = f"h{row.id or 0}"
    addresses = _addresses(row, reading, head=row, agents=[line.id for line in row.managers])
    cells = outlook_cells(row, addresses) | _rate_cells(row)
    return HeadRow(
        key=key,
        name=row.key or _("Without a head"),
        is_nobody=row.id is None,
        cells=in_order(cells, columns_of(reading)),
        managers=tuple(_manager(line, row, reading, deals) for line in row.managers),
        is_open=is_open or reading.is_open(key),
        toggle_url=reading.toggled(key),
    )


def _manager(line: ManagerLine, row: HeadLine, reading: Reading, deals: Deals) -> ManagerRow:
    key = f"a{line.id or 0}"
    cells = outlook_cells(line, _addresses(line, reading, head=row, agents=[line.id]))
    if row.rate is not None:
        cells["rate"] = Cell("rate", percent(row.rate.exact))
    found = deals.get(line.id) if reading.is_open(key) else None
    address = reverse("forecast:announced-deals") + reading.query("open", agent=line.id or NOBODY)
    return ManagerRow(
        key=key,
        name=line.key or _("Nobody"),
        cells=in_order(cells, columns_of(reading)),
        is_open=reading.is_open(key),
        toggle_url=reading.toggled(key),
        deals_url=address,
        deals=None if found is None else deal_rows(found, reading),
        more=max(len(found or ()) - MOST_DEALS, 0),
        more_url=sheet_address(reading, head=row.id, agents=[line.id], due="period"),
    )


def deal_rows(deals: Iterable[AnnouncedDeal], reading: Reading) -> tuple[DealRow, ...]:
    """The first sales of a manager."""
    shown = list(deals)[:MOST_DEALS]
    return tuple(
        DealRow(
            id=deal.id if deal.name else 0,
            name=deal.client or deal.name or _("Sale of someone else’s"),
            said=said_of(deal, reading.known_on),
            cells=in_order(deal_cells(deal, reading.known_on), columns_of(reading)),
        )
        for deal in shown
    )


def _addresses(
    line: Outlook, reading: Reading, *, head: HeadLine, agents: list[int | None]
) -> Callable[[str], str]:
    """Where the records of each column are listed; a replayed day has no such list."""

    def address(column: str) -> str:
        if reading.as_of:
            return ""
        if column in ("paid", "refused"):
            return _closed_address(reading, agents, "won" if column == "paid" else "lost")
        due = {"due_today": "today", "overdue": "overdue"}.get(column, "period")
        status = "waiting" if column == "expected" else ""
        return sheet_address(reading, head=head.id, agents=agents, due=due, status=status)

    return address


def sheet_address(
    reading: Reading, *, head: int | None, agents: list[int | None], due: str, status: str = ""
) -> str:
    """The lines of a group, or of one of its agents, on the sheet."""
    one = str(agents[0]) if len(agents) == 1 and agents[0] else ""
    pairs = [
        ("head", str(head or NOBODY)),
        *reading.chosen.pairs,
        ("agent", one),
        ("due", due),
        ("status", status),
    ]
    return reverse("forecast:announced") + "?" + urlencode([pair for pair in pairs if pair[1]])


def _closed_address(reading: Reading, agents: list[int | None], kind: str) -> str:
    days = [("from", reading.chosen.start.isoformat()), ("to", reading.chosen.end.isoformat())]
    who = [("agent", str(agent or "null")) for agent in agents]
    return reverse("deals:deal-list") + "?" + urlencode([("stage_kind", kind), *days, *who])


def _rate_cells(row: HeadLine) -> dict[str, Cell]:
    """The rate of a head as counted, and drawn towards the company's."""
    rate = row.rate
    if rate is None:
        return {"rate": Cell("rate", formats.ABSENT)}
    paid, closed = (formats.number(count, language()) for count in (rate.paid, rate.closed))
    counts = _("%(paid)s of %(closed)s") % {"paid": paid, "closed": closed}
    told = RateText(counts, borrowed(row), rate.is_few, definition=_sureness(rate))
    return {
        "rate": Cell("rate", percent(rate.exact), rate=told),
        "shrunk": Cell("shrunk", percent(rate.shrunk), title=_sureness(rate)),
    }


def _sureness(rate: Rate) -> str:
    """The rate as it is likely to be, with its interval."""
    return _("Drawn towards the company’s: %(rate)s; between %(low)s and %(high)s, 8 times out of 10.") % {
        "rate": percent(rate.shrunk),
        "low": percent(rate.low),
        "high": percent(rate.high),
    }


def percent(share: object) -> str:
    """A share of one with two decimals."""
    return formats.percent(float(share), language(), 2)  # type: ignore[arg-type]
