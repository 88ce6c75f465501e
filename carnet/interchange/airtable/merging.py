"""Bringing in what Airtable changed, save where people changed the same field here: that is a conflict."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.interchange.airtable.links import Linking, knowing
from carnet.interchange.airtable.models import AirtableConflict, AirtableLink, Side
from carnet.interchange.airtable.touched import is_touched, touched_links
from carnet.interchange.cells import Values, canonical
from carnet.interchange.errors import sentence
from carnet.interchange.kinds import AMOUNTS
from carnet.interchange.loading.memory import brought_by
from carnet.interchange.loading.scene import Loading, Scene
from carnet.journal.models import Editable

EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass
class Keeper:
    """What was changed here, of the records of one table: object -> (its link, the columns)."""

    changed: dict[int, tuple[AirtableLink, set[str]]]
    batch: int

    def disputed(self, record: Editable, values: Values, loading: Loading, scene: Scene) -> list[str]:
        """The fields that both sides changed, to different values."""
        if record.pk not in self.changed:
            return []
        columns = self.changed[record.pk][1]
        said = brought_by(scene.source, loading.kind, [record.pk]).of(record.pk) or {}
        return [
            name
            for name in values
            if is_touched(name, columns) and differs(loading.current(record, name), said.get(name))
        ]

    def note(self, record: Editable, name: str, value: Any, loading: Loading, scene: Scene) -> None:
        """Keep a conflict; one still open is told Airtable's newest value."""
        link = self.changed[record.pk][0]
        found = link.conflicts.filter(field=name, side=Side.OPEN).first()
        conflict = found or AirtableConflict(link=link, field=name, created_at=scene.actor.at)
        conflict.column = scene.reading.header_of(name)[:200]
        conflict.label = str(record)[:300]
        conflict.ours, conflict.theirs = shown(name, loading.current(record, name)), shown(name, value)
        conflict.brought, conflict.batch = canonical(value), self.batch
        conflict.updated_at = scene.actor.at
        conflict.save()


def differs(current: Any, said: Any) -> bool:
    """Whether a value is another than the one last brought; empty is empty."""
    ours = canonical(current)
    return bool(ours != said and not (ours in EMPTY and said in EMPTY))


def shown(name: str, value: Any) -> str:
    """The value of a field as a conflict shows it."""
    told = "" if value is None else Decimal(value) / 100 if name in AMOUNTS else value
    return ", ".join(map(str, told))[:500] if isinstance(told, list) else str(told)[:500]


def keeper_of(linking: Linking, kind: str) -> Keeper:
    """What was changed here since the last sync, as the sync begins."""
    changed = {
        link.object_id: (link, columns)
        for found in touched_links(linking.base, linking.table, kind)
        for link, columns in found.items()
    }
    return Keeper(changed, linking.batch)


def careful(loading: Loading, linking: Linking) -> Loading:
    """A loading that knows linked records again and overwrites nothing that was changed here."""
    keeper = keeper_of(linking, loading.kind)
    return replace(loading, apply=partial(_apply, loading, keeper), plain=None, **knowing(loading, linking))


def _apply(loading: Loading, keeper: Keeper, record: Editable, values: Values, scene: Scene) -> None:
    disputed = keeper.disputed(record, values, loading, scene)
    for name in disputed:
        keeper.note(record, name, values[name], loading, scene)
        text = _("“{record}”: {column} was changed on both sides; Carnet's value stays until you decide.")
        scene.warn(name, sentence(text, record=str(record), column=scene.reading.header_of(name)))
    rest = {name: value for name, value in values.items() if name not in disputed}
    if rest:
        loading.apply(record, rest, scene)
