"""Added fields in lists: columns to choose, to sort by and to filter by."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Expression, Q
from django.utils.translation import gettext as _

from carnet.core import custom_rows
from carnet.core.custom import name_of
from carnet.identity.custom_fields import KINDS
from carnet.identity.models import CustomField
from carnet.identity.queries import custom_fields
from carnet.identity.visibility import Viewer
from carnet.interchange.records.custom import typed
from carnet.web.custom.inputs import WrittenInput
from carnet.web.custom.values import said
from carnet.web.lists.columns import Column
from carnet.web.lists.filters import ChoiceFilter, Cleaned, DayFilter, Filter, FlagFilter, TextFilter

if TYPE_CHECKING:
    from carnet.web.listing import ListPage


def with_own_fields(listing: "ListPage", viewer: Viewer) -> "ListPage":
    """The list with the fields the company added to its records, in one query."""
    kind = listing.rows(viewer).model._meta.label_lower
    fields = custom_fields(kind) if kind in KINDS else []
    if not fields:
        return listing
    columns = (*listing.columns, *(_column(field) for field in fields))
    return replace(
        listing, columns=columns, filters=(*listing.filters, *(_filter(field) for field in fields))
    )


@dataclass(frozen=True)
class OwnColumn(Column):
    """A column of an added field."""

    field: CustomField | None = None

    def read(self, row: Any) -> Any:
        """The value as an export writes it: a number, a day, yes or no, a text."""
        return typed(self.field, self.kept(row)) if self.field else None

    def kept(self, row: Any) -> Any:
        """The value as it is kept."""
        return row.custom.get(self.field.key) if self.field else None


def _column(field: CustomField) -> OwnColumn:
    name = name_of(field.key)
    return OwnColumn(
        key=name,
        label=field.label,
        show=partial(_shown, field),
        # Columns sort by a name without a dot: it becomes an alias in SQL.
        sort=f"own_{field.key}",
        annotation=partial(_ordered, field),
        css="num minor" if field.type == "number" else "clip minor",
        hidden=True,
        field=field,
    )


def _shown(field: CustomField, _value: Any, row: Any) -> str:
    return said(field, row.custom.get(field.key) if row is not None else None)


def _ordered(field: CustomField, _viewer: Viewer) -> Expression:
    return custom_rows.ordered_by(field)


@dataclass(frozen=True)
class OwnText(TextFilter):
    """A part of a text or of an address."""

    def condition(self, cleaned: Cleaned) -> Q | None:
        """The text is in there somewhere."""
        text = cleaned.get(self.key)
        return custom_rows.holding(self.path, text) if text else None


@dataclass(frozen=True)
class OwnFlag(FlagFilter):
    """Yes or no."""

    def condition(self, cleaned: Cleaned) -> Q | None:
        """True or false."""
        value = cleaned.get(self.key)
        return custom_rows.any_of(self.path, [value == "yes"]) if value else None


@dataclass(frozen=True)
class OwnChoice(ChoiceFilter):
    """One or several of the choices."""

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Any of the values."""
        values = cleaned.get(self.key)
        return custom_rows.any_of(self.path, values) if values else None


@dataclass(frozen=True)
class OwnDay(DayFilter):
    """Days from one to another, both included."""

    field: CustomField | None = None

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Between the two."""
        low, high = (day.isoformat() if (day := cleaned.get(name)) else None for name in self.names)
        return custom_rows.between(self.field, low, high) if self.field and (low or high) else None


@dataclass(frozen=True)
class OwnNumber(Filter):
    """Numbers from one to another, both included."""

    field: CustomField | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """At least and at most."""
        return f"{self.key}_min", f"{self.key}_max"

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """Two numbers."""
        labels = (_("At least"), _("At most"))
        pairs = zip(self.names, labels, strict=True)
        return {name: WrittenInput(self.field, label=label) for name, label in pairs if self.field}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Between the two."""
        low, high = (cleaned.get(name) for name in self.names)
        return custom_rows.between(self.field, low, high) if self.field and (low or high) else None

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The numbers."""
        low, high = (
            said(self.field, value) if self.field and (value := cleaned.get(name)) else ""
            for name in self.names
        )
        if low and high:
            return f"{low} – {high}"
        return f"≥ {low}" if low else f"≤ {high}"


def _filter(field: CustomField) -> Filter:
    return _FILTERS.get(field.type, _text)(name_of(field.key), field)


def _text(name: str, field: CustomField) -> Filter:
    return OwnText(name, field.label, path=field.key)


_FILTERS: dict[str, Callable[[str, CustomField], Filter]] = {
    "flag": lambda name, field: OwnFlag(name, field.label, path=field.key),
    "choice": lambda name, field: OwnChoice(
        name, field.label, path=field.key, choices=lambda viewer: [(word, word) for word in field.choices]
    ),
    "day": lambda name, field: OwnDay(name, field.label, path=field.key, field=field),
    "number": lambda name, field: OwnNumber(name, field.label, path=field.key, field=field),
}
