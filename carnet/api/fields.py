"""The fields of a collection: what may be written, filtered and sorted, and how a body is read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.api.kinds import Integer, Kind, Moment
from carnet.core.errors import Invalid, InvalidFields, Message
from carnet.identity.visibility import Viewer


@dataclass(frozen=True)
class Field:
    """One name of the contract; `column` is its path in the database where that differs."""

    name: str
    kind: Kind
    column: str = ""
    writable: bool = True
    required: bool = False
    filterable: bool = True
    sortable: bool = True

    @property
    def path(self) -> str:
        """Where the database keeps it."""
        return self.column or self.name


def computed(name: str, kind: Kind, column: str = "", *, filterable: bool = True) -> Field:
    """A field that is shown and never written."""
    return Field(name, kind, column, writable=False, filterable=filterable, sortable=filterable)


def unlisted(name: str, kind: Kind) -> Field:
    """A field written and shown but neither filtered nor sorted by: long texts and documents."""
    return Field(name, kind, filterable=False, sortable=False)


STAMPS = (computed("created_at", Moment()), computed("updated_at", Moment()), computed("version", Integer()))
"""What every record ends with."""


def read_values(
    fields: Iterable[Field], body: Mapping[str, Any], viewer: Viewer, *, shown: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The values a body brings, or every mistake in it at once.

    `shown` is the record as it now stands: a computed field sent back unchanged is no mistake.
    """
    known = {field.name: field for field in fields}
    values: dict[str, Any] = {}
    errors: dict[str, Message] = {}
    for name, raw in body.items():
        field = known.get(name)
        if field is None:
            errors[name[:60]] = _("This field is unknown.")
        elif not field.writable:
            if shown is None or shown[name] != raw:
                errors[name] = _("This field is computed and cannot be written.")
        else:
            _read(field, raw, viewer, values, errors)
    missing = [field.name for field in known.values() if field.required and shown is None]
    errors |= {name: _("This field is required.") for name in missing if name not in body}
    if errors:
        raise InvalidFields(errors)
    return values


def _read(field: Field, raw: Any, viewer: Viewer, values: dict[str, Any], errors: dict[str, Message]) -> None:
    try:
        value = field.kind.read(raw, viewer)
    except Invalid as refusal:
        errors[field.name] = refusal.message
        return
    if field.required and value in (None, ""):
        errors[field.name] = _("This field is required.")
    else:
        values[field.name] = value
