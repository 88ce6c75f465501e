"""Who points to the records an undo would remove: a link that would break keeps its target."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from carnet.journal.models import Editable
from carnet.journal.queries import lines_of_batch

Model = type[models.Model]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that points to a kind of records.

    `owner` is the kind whose journal tells of it, and `told` the name it has there: a line of a deal is told
    by the deal, as its "lines".
    """

    column: "models.ForeignKey[Any, Any]"
    owner: str
    owner_column: str
    told: str

    @property
    def target(self) -> str:
        """The kind it points to."""
        return str(self.column.related_model._meta.label_lower)

    def links(self, batch: int) -> Iterator[tuple[int, int]]:
        """Who points to which of the records that a batch brought."""
        brought = lines_of_batch(batch).filter(action=f"{self.target}.created").values("object_id")
        rows = self.column.model._base_manager.filter(**{f"{self.column.name}__in": brought})
        yield from rows.order_by().values_list(self.owner_column, self.column.attname).iterator()


def pointers_to(kinds: Iterable[str]) -> list[Pointer]:
    """Every column of the application that points to one of these kinds, but for those of their own parts."""
    wanted = set(kinds)
    found = []
    for model in apps.get_models():
        whole = _whole(model)
        for column in model._meta.concrete_fields:
            if column is whole or not isinstance(column, models.ForeignKey):
                continue
            if column.related_model._meta.label_lower in wanted:
                found.append(_pointer(model, column, whole))
    return found


def _whole(model: Model) -> "models.ForeignKey[Any, Any] | None":
    """The column that names the record whose part a row of this table is."""
    if issubclass(model, Editable):
        return None
    links = (column for column in model._meta.concrete_fields if isinstance(column, models.ForeignKey))
    return next((link for link in links if link.remote_field.on_delete is models.CASCADE), None)


def _pointer(
    model: Model, column: "models.ForeignKey[Any, Any]", whole: "models.ForeignKey[Any, Any] | None"
) -> Pointer:
    if whole is None:
        return Pointer(column, model._meta.label_lower, "pk", column.name)
    owner = whole.related_model._meta.label_lower
    return Pointer(column, owner, whole.attname, str(whole.remote_field.get_accessor_name()))
