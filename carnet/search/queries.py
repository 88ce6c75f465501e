"""Searching everything a viewer may open."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from carnet.catalogue import queries as catalogue
from carnet.core.text import normalise
from carnet.deals import queries as deals
from carnet.directory import queries as directory
from carnet.identity.visibility import Viewer

LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """One record found; `extra` holds the fact one looks for: phone, amount, reference."""

    kind: str
    id: int
    name: str
    detail: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Kind:
    name: str
    rows: Callable[[Viewer], QuerySet[Any]]
    matching: Callable[[QuerySet[Any], str], QuerySet[Any]]
    title: str
    hit: Callable[[Any], Hit]


def found(viewer: Viewer, q: str, limit: int = 20, kinds: Collection[str] = ()) -> list[Hit]:
    """The records (of these kinds) that hold every word, kinds in their order, names' beginnings first."""
    query = q.replace("\x00", "").strip()[:LONGEST]
    if not normalise(query) or limit < 1:
        return []
    hits = [_hits_of(kind, viewer, query, limit) for kind in _KINDS if not kinds or kind.name in kinds]
    share = _share([len(of_kind) for of_kind in hits], limit)
    return [hit for of_kind, most in zip(hits, share, strict=True) for hit in of_kind[:most]]


def _hits_of(kind: _Kind, viewer: Viewer, query: str, limit: int) -> list[Hit]:
    begins = When(**{f"{kind.title}__istartswith": query}, then=Value(0))
    names = When(**{f"{kind.title}__icontains": query}, then=Value(1))
    rank = Case(begins, names, default=Value(2), output_field=IntegerField())
    rows = kind.matching(kind.rows(viewer), query).order_by(rank, kind.title, "pk")
    return [kind.hit(row) for row in rows[:limit]]


def _share(counts: list[int], limit: int) -> list[int]:
    """How many of each kind: turn by turn, so that one kind never hides the others."""
    shares = [0] * len(counts)
    while sum(shares) < limit and any(share < count for share, count in zip(shares, counts, strict=True)):
        for index, count in enumerate(counts):
            if shares[index] < count and sum(shares) < limit:
                shares[index] += 1
    return shares


def _contact(contact: Any) -> Hit:
    about = ", ".join(filter(None, (contact.job_title, contact.account.name if contact.account else "")))
    return Hit(
        "contact", contact.pk, contact.full_name, about, {"phone": contact.phone, "email": contact.email}
    )


def _account(account: Any) -> Hit:
    return Hit("account", account.pk, account.name, account.city, {"phone": account.phone})


def _deal(deal: Any) -> Hit:
    about = " · ".join(filter(None, (deal.account.name if deal.account else "", deal.stage.label)))
    return Hit("deal", deal.pk, deal.name, about, {"amount": deal.value, "reference": deal.reference})


def _product(product: Any) -> Hit:
    extra = {"amount": product.list_price, "reference": product.reference}
    return Hit("product", product.pk, product.name, product.category, extra)


def _store(store: Any) -> Hit:
    return Hit("store", store.pk, store.name, store.city, {"reference": store.reference})


def _activity(activity: Any) -> Hit:
    return Hit(
        "activity", activity.pk, activity.subject, str(activity.account or ""), {"at": activity.starts_at}
    )


def _deals(viewer: Viewer) -> QuerySet[Any]:
    return directory.with_account(deals.visible_deals(viewer).select_related("stage"), viewer)


_KINDS = (
    _Kind("contact", directory.visible_contacts, directory.contacts_matching, "full_name", _contact),
    _Kind("account", directory.visible_accounts, directory.accounts_matching, "name", _account),
    _Kind("deal", _deals, deals.deals_matching, "name", _deal),
    _Kind("activity", deals.visible_activities, deals.activities_matching, "subject", _activity),
    _Kind("product", catalogue.visible_products, catalogue.products_matching, "name", _product),
    _Kind("store", catalogue.visible_stores, catalogue.stores_matching, "name", _store),
)
