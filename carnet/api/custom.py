"""The fields a company added in the API: an object of values by key, and a filter for each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carnet.api.fields import Field, unlisted
from carnet.api.kinds import Kind
from carnet.core import custom_rows
from carnet.core.custom import Definition, key_of, read_value
from carnet.core.errors import Invalid
from carnet.identity.visibility import Viewer
from carnet.interchange.custom import own_fields


class Custom(Kind):
    """The values by key; those sent are changes, null takes one away; the action reads them."""

    schema = {
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
        "examples": [{"shoe_size": "38.5", "visited_on": "2026-11-20"}],
    }

    def read(self, raw: Any, viewer: Viewer) -> dict[str, Any]:
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            raise Invalid(_("Expected an object of values by key."))
        return raw


CUSTOM = unlisted("custom", Custom())


@dataclass(frozen=True)
class Own(Kind):
    """One added field, as lists are filtered by it."""

    field: Definition

    @property
    def ranged(self) -> bool:  # type: ignore[override]
        return self.field.type in ("number", "day")

    def matching(self, column: str, text: str, viewer: Viewer) -> Q:
        """The records of this value, whatever its case; "null" means those without one."""
        if text == "null":
            return custom_rows.absent(self.field.key)
        if self.field.type == "text":
            return custom_rows.same_text(self.field.key, text)
        return custom_rows.any_of(self.field.key, [self._kept(text)])

    def between(self, column: str, bound: str, text: str) -> Q:
        """The records from or up to a number or a day."""
        value = self._kept(text)
        return custom_rows.between(self.field, *((value, None) if bound == "gte" else (None, value)))

    def _kept(self, text: str) -> Any:
        try:
            return read_value(self.field, text)
        except Invalid as refusal:
            raise Invalid(refusal.message) from None


def own_filters(kind: str, names: Iterable[str]) -> list[Field]:
    """A filter ("custom.size") for each added field of a kind, looked up only where one is asked for."""
    if not any(key_of(name) for name in names):
        return []
    return [Field(name, Own(field), "custom", sortable=False) for name, field in own_fields(kind).items()]
