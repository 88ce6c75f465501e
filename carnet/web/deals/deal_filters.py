"""The filters of the list of deals, named as those of the figures: a figure's link lists its deals."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.deals.models import OPEN_KINDS
from carnet.deals.queries import deals_with_pending
from carnet.identity.visibility import Viewer
from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.facts import DEALS
from carnet.metrics.filters import NULL, choices
from carnet.web.lists.filters import Cleaned, DayFilter, Filter, ReferenceFilter


@dataclass(frozen=True)
class PeriodFilter(DayFilter):
    """The days of a figure: `from` and `to`."""

    @property
    def names(self) -> tuple[str, ...]:
        """As the figures call them."""
        return "from", "to"


@dataclass(frozen=True)
class DimensionFilter(Filter):
    """One or several values of a dimension of the figures, or none of them (`null`)."""

    @property
    def where(self) -> str:
        """The column of deals that holds it."""
        return str(DIMENSIONS[self.key].columns[DEALS])

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
        wanted = Q(**{f"{self.where}__in": [value for value in values if value != NULL]})
        if NULL in values:
            wanted |= Q(**{f"{self.where}__isnull": True})
            wanted |= Q() if DIMENSIONS[self.key].is_reference else Q(**{self.where: ""})
        return wanted

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The names of the values."""
        field: Any = form.fields[self.key]
        names = dict(field.choices)
        return ", ".join(str(names.get(value, value)) for value in cleaned.get(self.key) or ())

    def _choices(self, viewer: Viewer) -> list[tuple[str, str]]:
        return [*choices(viewer, self.key), (NULL, _("none"))]


@dataclass(frozen=True)
class NextStepFilter(Filter):
    """Open deals with something planned, or with nothing."""

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A list of three."""
        options = [("", _("Any")), ("none", _("Without a next step")), ("planned", _("With a next step"))]
        return {self.key: forms.ChoiceField(choices=options, label=str(self.label), required=False)}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """A pending activity or a written next step, or neither."""
        chosen = cleaned.get(self.key)
        if not chosen:
            return None
        planned = ~Q(next_step="") | Q(pk__in=deals_with_pending())
        return Q(stage_kind__in=OPEN_KINDS) & (planned if chosen == "planned" else ~planned)

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """With or without."""
        return _("none") if cleaned.get(self.key) == "none" else _("planned")


DEAL_FILTERS: tuple[Filter, ...] = (
    PeriodFilter("period", gettext_lazy("Period"), "occurred_on"),
    DimensionFilter("stage", gettext_lazy("Stage")),
    DimensionFilter("stage_kind", gettext_lazy("State")),
    DimensionFilter("agent", gettext_lazy("Agent")),
    DimensionFilter("team", gettext_lazy("Team")),
    DimensionFilter("manager", gettext_lazy("Manager")),
    DimensionFilter("office", gettext_lazy("Office")),
    DimensionFilter("product", gettext_lazy("Product")),
    DimensionFilter("sector", gettext_lazy("Sector")),
    DimensionFilter("region", gettext_lazy("Region")),
    DimensionFilter("pipeline", gettext_lazy("Pipeline")),
    DimensionFilter("source", gettext_lazy("Source")),
    DimensionFilter("lost_reason", gettext_lazy("Reason lost")),
    ReferenceFilter("account", gettext_lazy("Account"), kind="accounts"),
    ReferenceFilter("contact", gettext_lazy("Contact"), kind="contacts"),
    NextStepFilter("next_step", gettext_lazy("Next step")),
)
