"""What figures are broken down by and filtered by, as data: for each table of facts, where it is found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.deals.models import ActivityKind, StageKind
from carnet.directory.models import AccountKind
from carnet.metrics.facts import ACCOUNTS, ACTIVITIES, BEGUN, DEALS, FACTS, SALES

Column = str | Combinable
Label = str | Promise


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to break figures down: `columns` by table of facts; `grain` for days and their groups.

    `is_reference` says that the column holds ids, of records that have names.
    """

    key: str
    label: Label
    columns: Mapping[str, Column]
    is_reference: bool = False
    grain: str = ""
    labels: Mapping[str, Label] = field(default_factory=dict)

    @property
    def facts(self) -> tuple[str, ...]:
        """The tables of facts it applies to."""
        return tuple(self.columns)


def _over(path: str, *facts: str) -> dict[str, Column]:
    return dict.fromkeys(facts, path)


def _of_deals(path: str) -> dict[str, Column]:
    return _over(path, DEALS, BEGUN)


def _of_account(column: str) -> dict[str, Column]:
    return _over(f"account__{column}", DEALS, BEGUN, SALES, ACTIVITIES) | {ACCOUNTS: column}


def _of_place(column: str) -> dict[str, Column]:
    """A sale lies where its store is; without a store, where its account is."""
    return _of_account(column) | {SALES: Coalesce(F(f"store__{column}"), F(f"account__{column}"))}


def _of_seller(path: str) -> dict[str, Column]:
    return _of_deals(f"agent{path}") | _over(f"owner{path}", SALES, ACTIVITIES, ACCOUNTS)


def _labels(choices: Iterable[tuple[str, Label]]) -> dict[str, Label]:
    return dict(choices)


def _calendar(grain: str, label: Label) -> Dimension:
    return Dimension(grain, label, dict.fromkeys(FACTS, ""), grain=grain)


_ALL = (
    Dimension("product", _("Product"), _over("product", DEALS, BEGUN, SALES), is_reference=True),
    Dimension("category", _("Category"), _over("product__category", DEALS, BEGUN, SALES)),
    Dimension("sector", _("Sector"), _of_account("sector")),
    Dimension("agent", _("Agent"), _of_seller(""), is_reference=True),
    Dimension("manager", _("Manager"), _of_seller("__team__head"), is_reference=True),
    Dimension("team", _("Team"), _of_seller("__team"), is_reference=True),
    Dimension("office", _("Office"), _of_seller("__team__office"), is_reference=True),
    Dimension(
        "account",
        _("Account"),
        _over("account", DEALS, BEGUN, SALES, ACTIVITIES) | {ACCOUNTS: "pk"},
        is_reference=True,
    ),
    Dimension("account_kind", _("Kind of account"), _of_account("kind"), labels=_labels(AccountKind.choices)),
    Dimension("account_country", _("Country of the account"), _of_account("country")),
    Dimension("region", _("Region"), _of_place("region")),
    Dimension("city", _("City"), _of_place("city")),
    Dimension("store", _("Store"), _over("store", SALES), is_reference=True),
    Dimension("source", _("Source"), _of_deals("source") | {ACCOUNTS: "source"}),
    Dimension("lost_reason", _("Reason lost"), _of_deals("lost_reason")),
    Dimension("pipeline", _("Pipeline"), _of_deals("stage__pipeline"), is_reference=True),
    Dimension("stage", _("Stage"), _of_deals("stage"), is_reference=True),
    Dimension("stage_kind", _("State"), _of_deals("stage_kind"), labels=_labels(StageKind.choices)),
    Dimension(
        "activity_kind",
        _("Kind of activity"),
        _over("kind", ACTIVITIES),
        labels=_labels(ActivityKind.choices),
    ),
    _calendar("day", _("Day")),
    _calendar("week", _("Week")),
    _calendar("month", _("Month")),
    _calendar("quarter", _("Quarter")),
    _calendar("year", _("Year")),
)
DIMENSIONS = {dimension.key: dimension for dimension in _ALL}


def bucket(day: date, grain: str) -> str:
    """The key of the calendar group a day lies in; keys sort as days do (weeks are ISO weeks)."""
    match grain:
        case "week":
            year, week, _weekday = day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        case "month":
            return day.isoformat()[:7]
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "year":
            return day.isoformat()[:4]
    return day.isoformat()
