"""References to other records: by id, by name or by {"id": ...}, among those the caller may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from carnet.api.kinds import LARGEST, Kind, Schema
from carnet.catalogue import queries as catalogue
from carnet.core.errors import Invalid
from carnet.core.text import match_key, search_words
from carnet.deals import queries as deals
from carnet.directory import queries as directory
from carnet.identity import queries as identity
from carnet.identity.visibility import Viewer

Rows = Callable[[Viewer], QuerySet[Any]]
LONGEST_NAME = 300
MOST_CANDIDATES = 200


@dataclass(frozen=True)
class Reference(Kind):
    """A link to a record of `rows`; names are compared without case, accents, spaces and punctuation."""

    rows: Rows
    named: Callable[[QuerySet[Any], str], list[Any]]
    name_column: str = "name"

    @property
    def schema(self) -> Schema:  # type: ignore[override]
        return {"anyOf": [{"$ref": "#/components/schemas/Reference"}, {"type": "null"}]}

    def read(self, raw: Any, viewer: Viewer) -> Any:
        """The record meant, or None; an unknown or an ambiguous one is refused."""
        if raw is None or raw == "":
            return None
        found = self.candidates(raw, viewer)
        if not found:
            raise Invalid(unknown(_shown(raw)))
        if len(found) > 1:
            raise Invalid(ambiguous(_shown(raw)))
        return found[0]

    def candidates(self, raw: Any, viewer: Viewer) -> list[Any]:
        """The records an id, a name or a {"id"}, {"name"} may mean, exact names before similar ones."""
        if isinstance(raw, dict):
            raw = raw.get("id", raw.get("name"))
        if isinstance(raw, int) and not isinstance(raw, bool):
            return self._by_id(raw, viewer)
        if not isinstance(raw, str) or len(raw) > LONGEST_NAME:
            raise Invalid(_("Expected an id or a name."))
        found = self.named(self.rows(viewer), raw.strip())
        exact = [record for record in found if str(record) == raw.strip()]
        if not found and raw.isascii() and raw.isdigit():
            return self._by_id(int(raw[:20]), viewer)
        return exact or found

    def _by_id(self, pk: int, viewer: Viewer) -> list[Any]:
        return list(self.rows(viewer).filter(pk=pk)) if 0 < pk <= LARGEST else []

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        """Filters take an id first, then any record of that name."""
        if text == "null":
            return Q(**{f"{column}__isnull": True})
        by_id = self._by_id(int(text), viewer) if text.isascii() and text.isdigit() and len(text) < 20 else []
        found = by_id or self.candidates(text, viewer)
        if not found:
            raise Invalid(unknown(text[:60]))
        return Q(**{f"{column}__in": [record.pk for record in found]})

    def sort_path(self, column: str) -> str:
        return f"{column}__{self.name_column}"


def ambiguous(name: str) -> str:
    """The sentence for a name that several records have."""
    return _("“%(name)s” is ambiguous: use the id.") % {"name": name}


def unknown(name: str) -> str:
    """The sentence for a name that no record has."""
    return _("“%(name)s” is unknown.") % {"name": name}


def _shown(raw: Any) -> str:
    if isinstance(raw, dict):
        raw = raw.get("id", raw.get("name"))
    return str(raw)[:60]


def _by_key(rows: QuerySet[Any], name: str) -> list[Any]:
    key = match_key(name)
    return list(rows.filter(match_key=key)[:MOST_CANDIDATES]) if key else []


def _by_key_or_reference(rows: QuerySet[Any], name: str) -> list[Any]:
    key = match_key(name)
    same = Q(match_key=key) | Q(reference_key=key)
    return list(rows.filter(same)[:MOST_CANDIDATES]) if key else []


def _by_deal(rows: QuerySet[Any], name: str) -> list[Any]:
    found = list(rows.filter(Q(reference=name) | Q(name=name))[:MOST_CANDIDATES])
    return found or _alike(deals.deals_matching(rows, name), name)


def _by_contact(rows: QuerySet[Any], name: str) -> list[Any]:
    return _alike(directory.contacts_matching(rows, name), name)


def _by_user(rows: QuerySet[Any], name: str) -> list[Any]:
    return list(rows.filter(Q(email__iexact=name) | Q(name=name))[:MOST_CANDIDATES])


def _alike(rows: QuerySet[Any], name: str) -> list[Any]:
    """Those of few rows whose name has the same letters and digits."""
    key = match_key(name)
    return [row for row in rows[:MOST_CANDIDATES] if key and match_key(str(row)) == key]


ACCOUNT = Reference(directory.visible_accounts, _by_key)
CONTACT = Reference(directory.visible_contacts, _by_contact, "full_name")
DEAL = Reference(deals.visible_deals, _by_deal)
PRODUCT = Reference(catalogue.visible_products, _by_key_or_reference)
STORE = Reference(catalogue.visible_stores, _by_key_or_reference)
MEMBER = Reference(identity.visible_members, _by_key)
TEAM = Reference(identity.visible_teams, _by_key)
OFFICE = Reference(identity.visible_offices, _by_key)
USER = Reference(identity.visible_users, _by_user)
PIPELINE = Reference(deals.visible_pipelines, _alike)
STAGE = Reference(deals.visible_stages, _by_key)


def keys_matching(rows: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Those whose name holds every word of the query: for kinds that have no searchable text."""
    for word in search_words(query):
        rows = rows.filter(match_key__contains=match_key(word))
    return rows
