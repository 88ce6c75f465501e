"""What accounts and contacts show of deals and activities: one query for the rows of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from carnet.core.period import a_year_before
from carnet.deals import queries as deals
from carnet.deals.models import OPEN_KINDS, PENDING, StageKind
from carnet.directory import queries as directory
from carnet.directory.models import Account, Contact
from carnet.identity.visibility import Viewer
from carnet.metrics.beside import figures_of, per, put

Rows = QuerySet[Any]
OPEN = Q(stage_kind__in=OPEN_KINDS)


@dataclass(frozen=True)
class Standing:
    """What the deals of one account or contact amount to, in minor units; None where there is no open one."""

    open_deals: int
    open_value: int | None
    revenue: int


def account_standing(viewer: Viewer, account: Account, today: date) -> Standing:
    """Its open deals, and the revenue of the twelve months before the day."""
    return _standing(deals.visible_deals(viewer).filter(account=account), won_since(today))


def contact_standing(viewer: Viewer, contact: Contact) -> Standing:
    """The open deals, and the revenue ever won."""
    return _standing(deals.visible_deals(viewer).filter(contact=contact), Q(stage_kind=StageKind.WON))


def _standing(own: Rows, won: Q) -> Standing:
    return Standing(
        **own.aggregate(
            open_deals=Count("pk", filter=OPEN),
            open_value=Sum("value", filter=OPEN),
            revenue=Coalesce(Sum("value", filter=won), 0),
        )
    )


def won_since(today: date) -> Q:
    """Deals won in the twelve months before the day."""
    return Q(stage_kind=StageKind.WON, closed_on__gt=a_year_before(today), closed_on__lte=today)


def enrich_accounts(viewer: Viewer, rows: list[Account], today: date) -> None:
    """Set contacts_count, open_deals, open_value, revenue and last_exchange_at on each row."""
    own = deals.visible_deals(viewer)
    found = figures_of(
        directory.visible_accounts(viewer).filter(pk__in=[row.pk for row in rows]),
        contacts_count=per(directory.visible_contacts(viewer), "account", Count("pk")),
        open_deals=per(own.filter(OPEN), "account", Count("pk")),
        open_value=per(own.filter(OPEN), "account", Sum("value")),
        revenue=per(own.filter(won_since(today)), "account", Sum("value")),
        last_exchange_at=per(_exchanges(viewer), "account", Max("starts_at")),
    )
    put(rows, found, zeros=("contacts_count", "open_deals", "revenue"))


def enrich_contacts(viewer: Viewer, rows: list[Contact], today: date) -> None:
    """Set open_deals, open_value and last_exchange_at on each row."""
    own = deals.visible_deals(viewer).filter(OPEN)
    found = figures_of(
        directory.visible_contacts(viewer).filter(pk__in=[row.pk for row in rows]),
        open_deals=per(own, "contact", Count("pk")),
        open_value=per(own, "contact", Sum("value")),
        last_exchange_at=per(_exchanges(viewer), "contact", Max("starts_at")),
    )
    put(rows, found, zeros=("open_deals",))


def account_totals(viewer: Viewer, accounts: Rows, today: date) -> Mapping[str, int]:
    """The sums of all accounts of a filter."""
    own = deals.visible_deals(viewer).exclude(account=None)
    if accounts.query.where:  # all of them need not be looked up one by one
        own = own.filter(account__in=accounts.values("pk"))
    return own.aggregate(
        open_deals=Count("pk", filter=OPEN),
        open_value=Coalesce(Sum("value", filter=OPEN), 0),
        revenue=Coalesce(Sum("value", filter=won_since(today)), 0),
    )


def revenue_of_account(viewer: Viewer, today: date) -> Subquery:
    """The revenue of twelve months, to sort accounts by."""
    return per(deals.visible_deals(viewer).filter(won_since(today)), "account", Sum("value"))


def open_value_of_account(viewer: Viewer) -> Subquery:
    """The value of open deals, to sort accounts by."""
    return per(deals.visible_deals(viewer).filter(OPEN), "account", Sum("value"))


def last_exchange_of(viewer: Viewer, link: str) -> Subquery:
    """The moment of the last exchange, to sort by."""
    return per(_exchanges(viewer), link, Max("starts_at"))


def _exchanges(viewer: Viewer) -> Rows:
    return deals.visible_activities(viewer).exclude(status__in=PENDING)
