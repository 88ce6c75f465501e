"""Mappings people saved: found again by the set of headers, whatever their order."""

import hashlib
from collections.abc import Sequence

from django.db.models import QuerySet

from carnet.core.acting import Actor, Role
from carnet.core.text import match_key
from carnet.identity.visibility import Viewer
from carnet.interchange.custom import own_headers
from carnet.interchange.kinds import REASONS
from carnet.interchange.mapping.choices import TableChoice, order_of
from carnet.interchange.mapping.targets import NEW
from carnet.interchange.models import Mapping
from carnet.journal import changes

_REASON_KEYS = frozenset(match_key(header) for header in REASONS)


def column_names(headers: Sequence[str]) -> list[str]:
    """What tells the columns of one table apart: the key of the header, and its number among equal ones."""
    seen: dict[str, int] = {}
    names = []
    for key in map(match_key, headers):
        seen[key] = seen.get(key, 0) + 1
        names.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return names


def fingerprint(headers: Sequence[str]) -> str:
    """The same for the same headers in any order; the column of reasons for refusal does not count."""
    names = sorted(name for name in column_names(headers) if name and name not in _REASON_KEYS)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def visible_mappings(viewer: Viewer) -> QuerySet[Mapping]:
    """The saved mappings, for those who import."""
    return Mapping.objects.all() if viewer.role >= Role.ADMIN else Mapping.objects.none()


def mapping_of(headers: Sequence[str]) -> Mapping | None:
    """The mapping saved for these headers."""
    return Mapping.objects.filter(fingerprint=fingerprint(headers)).first()


def remembered(headers: Sequence[str]) -> TableChoice | None:
    """How a table with these headers was last read by someone who saved it."""
    saved = mapping_of(headers)
    if saved is None:
        return None
    columns = [saved.columns.get(name, "") for name in column_names(headers)]
    if NEW in columns:
        made = own_headers()[saved.kind]
        columns = [
            made.get(match_key(header), NEW) if target == NEW else target
            for header, target in zip(headers, columns, strict=True)
        ]
    return TableChoice(saved.kind, tuple(columns), order_of(saved.dates))


def save_mapping(*, headers: Sequence[str], choice: TableChoice, title: str, actor: Actor) -> Mapping:
    """Keep how a table is read for all that come with the same headers; what was kept before gives way."""
    actor.require(Role.ADMIN)
    targets = zip(column_names(headers), choice.columns, strict=False)
    values = {
        "title": title[:300],
        "kind": choice.kind,
        "columns": {name: target for name, target in targets if name and target},
        "dates": choice.dates or "",
    }
    saved = mapping_of(headers)
    if saved is None:
        return changes.insert(Mapping(fingerprint=fingerprint(headers), **values), actor=actor)
    changes.update(saved, values, actor=actor)
    return saved


def drop_mapping(*, mapping: Mapping, actor: Actor) -> None:
    """Forget how tables of some headers are read."""
    actor.require(Role.ADMIN)
    changes.remove(mapping, actor=actor)
