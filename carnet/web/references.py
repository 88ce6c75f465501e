"""What a reference field may point to: the records of each kind, found by what one types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from carnet.catalogue import queries as catalogue
from carnet.core.text import match_key
from carnet.deals import queries as deals
from carnet.directory import queries as directory
from carnet.identity import queries as identity
from carnet.identity.visibility import Viewer

Rows = QuerySet[Any]
MOST = 12


@dataclass(frozen=True)
class Reference:
    """One kind of record to choose from: who sees which, how they are searched and named."""

    visible: Callable[[Viewer], Rows]
    matching: Callable[[Rows, str], Rows]
    name: str = "name"
    detail: Callable[[Any], str] = lambda record: ""


def _named_like(rows: Rows, query: str) -> Rows:
    return rows.filter(match_key__contains=match_key(query))


REFERENCES = {
    "accounts": Reference(
        directory.visible_accounts, directory.accounts_matching, detail=lambda account: account.city
    ),
    "contacts": Reference(
        directory.visible_contacts,
        directory.contacts_matching,
        "full_name",
        detail=lambda contact: contact.account.name if contact.account else "",
    ),
    "deals": Reference(deals.visible_deals, deals.deals_matching, detail=lambda deal: deal.reference),
    "products": Reference(
        catalogue.visible_products, catalogue.products_matching, detail=lambda product: product.reference
    ),
    "stores": Reference(catalogue.visible_stores, catalogue.stores_matching, detail=lambda store: store.city),
    "members": Reference(
        lambda viewer: identity.visible_members(viewer).filter(is_active=True),
        _named_like,
        detail=lambda member: member.team.name if member.team else "",
    ),
    "teams": Reference(identity.visible_teams, _named_like),
    "offices": Reference(identity.visible_offices, _named_like),
    "stages": Reference(deals.visible_stages, _named_like, detail=lambda stage: stage.pipeline.name),
}


def suggestions(viewer: Viewer, kind: str, query: str) -> list[Any]:
    """The first visible records that match, those of that very beginning first."""
    reference = REFERENCES[kind]
    rows = reference.visible(viewer)
    found = reference.matching(rows, query) if query.strip() else rows
    first = found.filter(**{f"{reference.name}__istartswith": query.strip()}).order_by(reference.name, "pk")
    begun = list(first[:MOST])
    if len(begun) == MOST or not query.strip():
        return begun
    rest = found.exclude(pk__in=[row.pk for row in begun]).order_by(reference.name, "pk")
    return [*begun, *rest[: MOST - len(begun)]]


def by_id(viewer: Viewer, kind: str, pk: str) -> Any | None:
    """The visible record with this id, or None."""
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return REFERENCES[kind].visible(viewer).filter(pk=int(pk)).first()


def by_name(viewer: Viewer, kind: str, text: str) -> list[Any]:
    """The visible records of exactly this name, whatever its case; else those that match: two are enough."""
    reference = REFERENCES[kind]
    rows = reference.visible(viewer)
    same = list(rows.filter(**{f"{reference.name}__iexact": text}).order_by("pk")[:2])
    return same or list(reference.matching(rows, text).order_by("pk")[:2])
