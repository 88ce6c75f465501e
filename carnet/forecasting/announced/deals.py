"""The single deals behind the lines of a report, as they stood on its day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.core.money import plain, plain_or_none
from carnet.deals.models import StageKind
from carnet.deals.queries import visible_deals
from carnet.directory.queries import visible_accounts
from carnet.forecasting.announced import known
from carnet.forecasting.announced.lines import HeadLine, ManagerLine
from carnet.forecasting.announced.queries import shares_of, still_to_come
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.identity.visibility import Viewer

WAITING, PAID, REFUSED = "waiting", "paid", "refused"
STATUSES = {
    WAITING: _("Waiting"),
    PAID: pgettext_lazy("answer", "Paid"),
    REFUSED: pgettext_lazy("answer", "Refused"),
}
Agents = Collection[int | None]


@dataclass(frozen=True, slots=True)
class AnnouncedDeal:
    """A deal of a manager; what it shows of itself is empty to who may no longer open it.

    `still_to_come` adds up to that of the manager's line, cent by cent; None of closed deals and where no
    rate is known.
    """

    id: int
    reference: str
    name: str
    client: str
    status: str
    amount: int
    due_on: date | None
    closed_on: date | None
    still_to_come: int | None

    def as_json(self) -> dict[str, Any]:
        """The deal as text and days."""
        return {
            "reference": self.reference,
            "client": self.client,
            "status": self.status,
            "amount": plain(self.amount),
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "closed_on": self.closed_on.isoformat() if self.closed_on else None,
            "still_to_come": plain_or_none(self.still_to_come),
        }


class _Row(NamedTuple):
    """The columns of `known.COLUMNS`."""

    id: int
    kind: str
    amount: int
    agent: int | None
    due_on: date | None
    closed_on: date | None

    @property
    def status(self) -> str:
        return {StageKind.WON.value: PAID, StageKind.LOST.value: REFUSED}.get(self.kind, WAITING)

    @property
    def place(self) -> tuple[bool, date, int]:
        """Waiting ones first, by their due date; then by the day of closing."""
        return self.status != WAITING, self.closed_on or self.due_on or date.max, self.id


class _Label(NamedTuple):
    reference: str = ""
    name: str = ""
    client: str = ""


_UNSEEN = _Label()


def announced_deals(
    report: AnnouncedReport, viewer: Viewer, agents: Agents | None = None
) -> dict[int | None, tuple[AnnouncedDeal, ...]]:
    """The deals of each manager of a report by their id (of these only, where given), in three queries.

    Whose lines the viewer may see is the report's to say, by what was narrowed; the names of deals and
    clients are the viewer's present ones.
    """
    lines = {line.id: (row, line) for row in report.rows for line in row.managers}
    wanted = lines.keys() if agents is None else lines.keys() & set(agents)
    rows: dict[int | None, list[_Row]] = {agent: [] for agent in wanted}
    narrowed = known.announced(report.asked) & _of(agents)
    unmoved, moved = (deals.filter(narrowed).order_by() for deals in known.known_deals(report.asked.as_of))
    columns = known.COLUMNS
    for row in map(_Row._make, unmoved.values_list(*columns).union(moved.values_list(*columns), all=True)):
        if row.agent in wanted:
            rows[row.agent].append(row)
    labels = _labels(unmoved, viewer) | _labels(moved, viewer)
    return {agent: _shown(*lines[agent], rows[agent], labels) for agent in wanted}


def _of(agents: Agents | None) -> Q:
    if agents is None:
        return Q()
    nobody = Q(known_agent__isnull=True) if None in agents else Q()
    return Q(known_agent__in=[agent for agent in agents if agent is not None]) | nobody


def _labels(deals: QuerySet[Any], viewer: Viewer) -> dict[int, _Label]:
    client = visible_accounts(viewer).filter(pk=OuterRef("account")).values("name")[:1]
    rows = (
        visible_deals(viewer)
        .filter(pk__in=deals.values(known.DEAL))
        .values_list("pk", "reference", "name", Subquery(client))
    )
    return {pk: _Label(reference, name, client or "") for pk, reference, name, client in rows}


def _shown(
    head: HeadLine, line: ManagerLine, rows: Iterable[_Row], labels: Mapping[int, _Label]
) -> tuple[AnnouncedDeal, ...]:
    ordered = sorted(rows, key=lambda row: row.place)
    amounts = [row.amount for row in ordered if row.status == WAITING]
    # A stored line may be older than the deals: then their own sum is shared out.
    agrees = sum(amounts) == line.sums.expected
    rate = head.rate.exact if head.rate else None
    whole = line.still_to_come if agrees else still_to_come(sum(amounts), rate)
    shares = iter(shares_of(whole, amounts, head.rate))
    return tuple(
        AnnouncedDeal(
            row.id,
            *labels.get(row.id, _UNSEEN),
            status=row.status,
            amount=row.amount,
            due_on=row.due_on,
            closed_on=row.closed_on,
            still_to_come=next(shares) if row.status == WAITING else None,
        )
        for row in ordered
    )
