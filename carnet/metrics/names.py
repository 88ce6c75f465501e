"""The names dimensions go by: from a name or an id to the value of a column, and back."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.queries import visible_products, visible_stores
from carnet.core.errors import Invalid
from carnet.core.text import match_key, normalise
from carnet.deals.queries import visible_deals, visible_pipelines, visible_stages
from carnet.directory.queries import visible_accounts
from carnet.identity.queries import visible_members, visible_offices, visible_teams
from carnet.identity.visibility import Viewer
from carnet.metrics.dimensions import DIMENSIONS

Records = QuerySet[Any]
Source = Callable[[Viewer], Records]
LONGEST = 300
MOST_ID = 2**63 - 1
MOST_ASKED = 500


def _managers(viewer: Viewer) -> Records:
    return visible_members(viewer).filter(headed_teams__isnull=False).distinct()


REFERENCES: dict[str, Source] = {
    "product": visible_products,
    "store": visible_stores,
    "account": visible_accounts,
    "agent": visible_members,
    "manager": _managers,
    "team": visible_teams,
    "office": visible_offices,
    "pipeline": visible_pipelines,
    "stage": visible_stages,
}
WORDS: dict[str, tuple[tuple[Source, str], ...]] = {
    "sector": ((visible_accounts, "sector"),),
    "account_country": ((visible_accounts, "country"),),
    "region": ((visible_accounts, "region"), (visible_stores, "region")),
    "city": ((visible_accounts, "city"), (visible_stores, "city")),
    "category": ((visible_products, "category"),),
    "source": ((visible_deals, "source"), (visible_accounts, "source")),
    "lost_reason": ((visible_deals, "lost_reason"),),
}


def resolved(viewer: Viewer, key: str, token: str) -> tuple[int | str, str]:
    """The value of a column and its name, from an id or a name; unknown or ambiguous: Invalid."""
    if len(token) > LONGEST or "\x00" in token:
        raise _unknown(key, token[:LONGEST].replace("\x00", ""))
    if key in REFERENCES:
        record = _record(REFERENCES[key](viewer), key, token)
        return record.pk, str(record)
    word = _word(key, token, words_in_use(viewer, key))
    return word, word


def words_in_use(viewer: Viewer, key: str) -> list[str]:
    """The distinct texts of a dimension, sorted as people sort."""
    if labels := DIMENSIONS[key].labels:
        return list(labels)
    found: set[str] = set()
    for source, column in WORDS[key]:
        rows = source(viewer).exclude(**{column: ""}).order_by()
        found.update(rows.values_list(column, flat=True).distinct())
    return sorted(found, key=normalise)


def names_of(viewer: Viewer, key: str, ids: Iterable[int]) -> dict[int, str]:
    """The names of records whose ids a breakdown found; a private account of others stays without."""
    wanted = set(ids)
    records = REFERENCES[key](viewer).order_by()
    if len(wanted) <= MOST_ASKED:  # beyond, all names in one query cost less than the engine's list of ids
        records = records.filter(pk__in=wanted)
    return {pk: name for pk, name in records.values_list("pk", "name") if pk in wanted}


def _record(records: Records, key: str, token: str) -> Any:
    if token.isascii() and token.isdigit() and int(token) <= MOST_ID:
        by_id = records.filter(pk=int(token)).first()
        if by_id is not None:
            return by_id
    return _only(key, token, records.filter(name=token)) or _alike(records, key, token)


def _alike(records: Records, key: str, token: str) -> Any:
    """The one record of this name but for case, accents, spaces and punctuation, or of this reference."""
    columns = {field.name for field in records.model._meta.concrete_fields}
    loose = {"match_key": match_key(token)} if "match_key" in columns else {"name__iexact": token}
    found = _only(key, token, records.filter(**loose))
    if found is None and "reference_key" in columns:
        found = _only(key, token, records.filter(reference_key=match_key(token)))
    if found is None:
        raise _unknown(key, token)
    return found


def _only(key: str, token: str, records: Records) -> Any:
    found = list(records[:2])
    if len(found) > 1:
        raise Invalid(_("Several are called “%(name)s”: give the id.") % {"name": token}, field=key)
    return found[0] if found else None


def _word(key: str, token: str, words: list[str]) -> str:
    if token in words:
        return token
    alike = [word for word in words if match_key(word) == match_key(token)]
    if len(alike) > 1:
        raise Invalid(_("Several are written like “%(name)s”.") % {"name": token}, field=key)
    if not alike:
        raise _unknown(key, token)
    return alike[0]


def _unknown(key: str, token: str) -> Invalid:
    label = DIMENSIONS[key].label
    return Invalid(_("%(label)s: “%(name)s” is unknown.") % {"label": label, "name": token}, field=key)
