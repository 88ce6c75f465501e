"""The report of announced sales as a table: heads, their agents, their deals, and the total."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from carnet.forecasting.announced.deals import (
    PAID,
    REFUSED,
    STATUSES,
    WAITING,
    AnnouncedDeal,
    announced_deals,
)
from carnet.forecasting.announced.lines import HeadLine, Outlook, Sums, borrowed
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.identity.visibility import Viewer

Cell = str | int | float | Decimal | date | None
Row = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Table:
    """A report in rows: (level, cells), with a header and the kind of value of each column."""

    title: str
    columns: tuple[tuple[str, str], ...]
    report: AnnouncedReport
    viewer: Viewer

    @property
    def rows(self) -> Iterator[Row]:
        """Heads at level 0, their agents at level 1, the deals of these at level 2; the total last."""
        deals = announced_deals(self.report, self.viewer)
        for head in self.report.rows:
            name, rate = head.key or _("Without head"), _rate(head)
            yield 0, [name, *_NO_DEAL, *_figures(head.sums), *_outlook(head, rate)]
            for line in head.managers:
                agent = line.key or _("Nobody")
                yield 1, [name, agent, *_NO_DEAL[1:], *_figures(line.sums), *_outlook(line, rate)]
                yield from ((2, _deal(name, agent, deal, self.report)) for deal in deals[line.id])
        total = self.report.total
        yield 0, [_("Total"), *_NO_DEAL, *_figures(total.sums), *_outlook(total, [total.rate, *_NO_RATE[1:]])]


_NO_DEAL: list[Cell] = [None] * 6
_NO_RATE: list[Cell] = [None] * 7


def announced_table(report: AnnouncedReport, viewer: Viewer) -> Table:
    """The report with the single deals of its lines, in the reader's language."""
    columns = (
        (_("Head"), "text"),
        (_("Agent"), "text"),
        (_("Reference"), "text"),
        (_("Client"), "text"),
        (_("Status"), "text"),
        (_("Due date"), "day"),
        (_("Closed on"), "day"),
        (_("Announced"), "count"),
        (_("Due today"), "money"),
        (_("Overdue"), "money"),
        (_("Expected"), "money"),
        (pgettext("amount", "Paid"), "money"),
        (pgettext("amount", "Refused"), "money"),
        (_("Realisation rate"), "share"),
        (_("Rate of"), "text"),
        (_("Paid in 12 months"), "count"),
        (_("Closed in 12 months"), "count"),
        (_("Drawn towards the company"), "share"),
        (_("Lower bound"), "share"),
        (_("Upper bound"), "share"),
        (_("Still to come"), "money"),
        (_("Forecast"), "money"),
    )
    return Table(_("Announced sales"), columns, report, viewer)


def _deal(head: str, agent: str, deal: AnnouncedDeal, report: AnnouncedReport) -> list[Cell]:
    """A deal under the columns its amount is summed up in."""
    cells: list[Cell] = [head, agent, deal.reference, deal.client, str(STATUSES[deal.status])]
    cells += [deal.due_on, deal.closed_on]
    return [*cells, *_figures(_as_sums(deal, report.asked.as_of)), *_NO_RATE, *_ends(deal)]


def _as_sums(deal: AnnouncedDeal, on: date) -> Sums:
    waits, due = deal.status == WAITING, deal.due_on
    return Sums(
        due_today=deal.amount if waits and due == on else 0,
        overdue=deal.amount if waits and due and due < on else 0,
        expected=deal.amount if waits else 0,
        paid=deal.amount if deal.status == PAID else 0,
        refused=deal.amount if deal.status == REFUSED else 0,
        expected_deals=1,
    )


def _ends(deal: AnnouncedDeal) -> list[Cell]:
    """What is still to come of the deal, and what it brings in all."""
    if deal.status == WAITING:
        return [_money(deal.still_to_come), _money(deal.still_to_come)]
    return [_money(0), _money(deal.amount if deal.status == PAID else 0)]


def _figures(sums: Sums) -> list[Cell]:
    amounts = (sums.due_today, sums.overdue, sums.expected, sums.paid, sums.refused)
    return [sums.announced, *(_money(amount) for amount in amounts)]


def _outlook(line: Outlook, rate: list[Cell]) -> list[Cell]:
    return [*rate, _money(line.still_to_come), _money(line.forecast)]


def _rate(head: HeadLine) -> list[Cell]:
    """The rate of a head and of their agents, whose it is, what it stands on, and how sure it is."""
    rate = head.rate
    if rate is None:
        return _NO_RATE
    whose = _("Company") if borrowed(head) else _("Head")
    return [float(rate.exact), whose, rate.paid, rate.closed, rate.shrunk, rate.low, rate.high]


def _money(minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(minor).scaleb(-2)
