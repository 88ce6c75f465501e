"""Bringing a deleted record back from its journal line: same id, same links, a line of its own."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.custom import Checked
from carnet.core.errors import Conflict
from carnet.journal import changes
from carnet.journal.images import COLUMN, custom_of
from carnet.journal.models import Editable, JournalLine

Record = TypeVar("Record", bound=Editable)
Image = dict[str, Any]


def restore(line: JournalLine, build: Callable[[Image], Record], *, actor: Actor) -> Record:
    """Store what `build` makes of the deleted values, under the old id, and fasten again what pointed to it.

    Its version goes on after the last one, so that a page still open from before the deletion is stale.
    """
    actor.require(Role.MEMBER)
    model = apps.get_model(line.kind)
    past = JournalLine.objects.filter(kind=line.kind, object_id=line.object_id).order_by("id")
    with transaction.atomic():
        if model._default_manager.filter(pk=line.object_id).exists():
            raise Conflict(_("This record is there already."))
        record = build(_values(model, line.before or {}))
        record.pk = line.object_id
        record.version = past.count() + 1
        changes.insert(record, actor=actor, verb="restored")
        _fasten(record, (line.before or {}).get("detached", {}))
        if first := past.first():
            model._default_manager.filter(pk=record.pk).update(created_at=first.at)
    return record


def _values(model: type[Model], image: Image) -> Image:
    """The values by field; a link to a record that is gone is left empty."""
    own = custom_of(image)
    values = {COLUMN: Checked(own)} if own else {}
    return values | {
        field.name: _linked(field, image[field.name])
        if isinstance(field, ForeignKey)
        else field.to_python(image[field.name])
        for field in model._meta.concrete_fields
        if field.name in image
    }


def _linked(field: Any, pk: int | None) -> Model | None:
    found: Model | None = (
        field.related_model._default_manager.filter(pk=pk).first() if pk is not None else None
    )
    return found


def _fasten(record: Editable, detached: dict[str, list[int]]) -> None:
    """Point the records whose link was emptied to this one again, unless they point elsewhere by now."""
    for place, ids in detached.items():
        label, name = place.rsplit(".", 1)
        rows = apps.get_model(label)._default_manager.filter(pk__in=ids, **{f"{name}__isnull": True})
        rows.update(**{name: record})
