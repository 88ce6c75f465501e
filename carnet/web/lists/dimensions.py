"""Filters named as those of the figures: the link of a figure lists the records it sums."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.lookups import Exact, In, IsNull
from django.utils.translation import gettext as _

from carnet.deals.queries import visible_stages
from carnet.identity.visibility import Viewer
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.facts import DEALS
from carnet.metrics.filters import NULL, choices
from carnet.web.lists.filters import Cleaned, DayFilter, Filter


@dataclass(frozen=True)
class PeriodFilter(DayFilter):
    """The days of a figure: `from` and `to`."""

    @property
    def names(self) -> tuple[str, ...]:
        """As the figures call them."""
        return "from", "to"


@dataclass(frozen=True)
class DimensionFilter(Filter):
    """One or several values of a dimension of the figures on `fact`, or none of them (`null`)."""

    fact: str = DEALS

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """Check boxes."""
        field = forms.MultipleChoiceField(
            choices=lambda: self._choices(viewer),
            label=str(self.label),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        return {self.key: field}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Any of the values."""
        values = cleaned.get(self.key)
        if not values:
            return None
        dimension = DIMENSIONS[self.key]
        wanted = self._is_in([value for value in values if value != NULL])
        if NULL in values:
            wanted |= self._is_null() | (Q() if dimension.is_reference else self._is_in([""]))
        return wanted

    def _is_in(self, values: list[str]) -> Q:
        column = DIMENSIONS[self.key].columns[self.fact]
        if isinstance(column, str):
            return Q(**{f"{column}__in": values})
        return Q(Exact(column, values[0])) if len(values) == 1 else Q(In(column, values))

    def _is_null(self) -> Q:
        column = DIMENSIONS[self.key].columns[self.fact]
        return Q(**{f"{column}__isnull": True}) if isinstance(column, str) else Q(IsNull(column, True))

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The names of the values."""
        field: Any = form.fields[self.key]
        names = dict(field.choices)
        return ", ".join(str(names.get(value, value)) for value in cleaned.get(self.key) or ())

    def _choices(self, viewer: Viewer) -> list[tuple[str, str]]:
        return [*choices(viewer, self.key), (NULL, _("none"))]


@dataclass(frozen=True)
class StageFilter(DimensionFilter):
    """The stages in their order, called as everywhere on the pages."""

    def _choices(self, viewer: Viewer) -> list[tuple[str, str]]:
        stages = visible_stages(viewer).order_by("pipeline", "position", "pk")
        return [(str(stage.pk), stage.label) for stage in stages]
