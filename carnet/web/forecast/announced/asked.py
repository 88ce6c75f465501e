"""What one address of the sheet asks for: whose sheet, which period, which of its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Role
from carnet.deals.models import OPEN_KINDS, Deal, StageKind
from carnet.forecasting.announced.groups import Group, visible_groups
from carnet.forecasting.announced.sheet import WAITING, announced_sales, group_deals
from carnet.identity.visibility import Viewer
from carnet.metrics.people import NOWHERE
from carnet.web.forecast.announced.periods import Chosen, chosen_period

STATUSES: dict[str, Promise] = {
    "waiting": _("waiting"),
    "paid": _("paid"),
    "refused": _("refused"),
}
DUE: dict[str, Promise] = {
    "overdue": _("overdue"),
    "today": _("due today"),
    "period": _("counted in the period"),
    "later": _("later"),
}
ON_PAGE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One view of a sheet: its group among those one may choose, its period, its filters, its page."""

    groups: tuple[Group, ...]
    group: Group
    chosen: Chosen
    today: date
    agent: int | None = None
    due: str = ""
    status: str = ""
    page: int = 1
    like: str = ""

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The shortest address of it, its page apart."""
        head = [("head", self.group.key)] if len(self.groups) > 1 else []
        picked = [("agent", str(self.agent or "")), ("due", self.due), ("status", self.status)]
        return [*head, *self.chosen.pairs, *(pair for pair in picked if pair[1])]

    def query(self, *drop: str, **changes: object) -> str:
        """This view with other parameters, as an address query."""
        kept = [pair for pair in self.pairs if pair[0] not in (*drop, *changes)]
        return "?" + urlencode([*kept, *((key, str(value)) for key, value in changes.items() if value)])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What stays when other days are chosen."""
        return [pair for pair in self.pairs if pair[0] not in ("from", "to", "period")]

    @property
    def shared_query(self) -> str:
        """What sheet and report have in common."""
        return self.query("head", "agent", "due", "status")

    @property
    def is_filtered(self) -> bool:
        """Whether lines are left out."""
        return bool(self.agent or self.due or self.status)

    def lines(self, viewer: Viewer) -> QuerySet[Deal]:
        """The lines to show, newest first."""
        sales = announced_sales(group_deals(viewer, self.group), self.chosen.period)
        conditions = {
            "overdue": WAITING & Q(expected_close_on__lt=self.today),
            "today": WAITING & Q(expected_close_on=self.today),
            "period": ~WAITING | Q(expected_close_on__lte=self.chosen.end),
            "later": WAITING & Q(expected_close_on__gt=self.chosen.end),
            "waiting": Q(stage_kind__in=OPEN_KINDS),
            "paid": Q(stage_kind=StageKind.WON),
            "refused": Q(stage_kind=StageKind.LOST),
        }
        for key in filter(None, (self.due, self.status)):
            sales = sales.filter(conditions[key])
        return sales.filter(agent=self.agent) if self.agent else sales


def sheet_of(viewer: Viewer, params: Mapping[str, str], today: date) -> Sheet:
    """The sheet an address stands for; what it cannot mean is left out."""
    groups = tuple(visible_groups(viewer)) or (Group(NOWHERE),)
    group = next((group for group in groups if group.key == params.get("head")), None) or _own(viewer, groups)
    agent, due, status = (params.get(name, "") for name in ("agent", "due", "status"))
    return Sheet(
        groups=groups,
        group=group,
        chosen=chosen_period(params, today),
        today=today,
        agent=next((member.id for member in group.members if str(member.id) == agent), None),
        due=due if due in DUE else "",
        status=status if status in STATUSES else "",
        page=_number(params.get("page", "")),
        like=params.get("like", ""),
    )


def _own(viewer: Viewer, groups: tuple[Group, ...]) -> Group:
    """The group one heads, else the one a head belongs to, else the first."""
    heads = [group for group in groups if viewer.member_id and group.head.id == viewer.member_id]
    if heads or viewer.role >= Role.ADMIN:
        return (heads or list(groups))[0]
    return next((group for group in groups if viewer.member_id in group.ids), groups[0])


def _number(text: str) -> int:
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 7 else 1
