"""The filters of the list of deals, named as those of the figures: a figure's link lists its deals."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.deals.models import OPEN_KINDS
from carnet.deals.queries import deals_with_pending
from carnet.identity.visibility import Viewer
from carnet.web.lists.dimensions import DimensionFilter, PeriodFilter, StageFilter
from carnet.web.lists.filters import Cleaned, Filter, ReferenceFilter


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
    StageFilter("stage", gettext_lazy("Stage")),
    DimensionFilter("stage_kind", gettext_lazy("State")),
    DimensionFilter("agent", gettext_lazy("Agent")),
    DimensionFilter("team", gettext_lazy("Team")),
    DimensionFilter("manager", gettext_lazy("Manager")),
    DimensionFilter("office", gettext_lazy("Office")),
    DimensionFilter("product", gettext_lazy("Product")),
    DimensionFilter("sector", gettext_lazy("Sector")),
    DimensionFilter("region", gettext_lazy("Region")),
    DimensionFilter("city", gettext_lazy("City")),
    DimensionFilter("category", gettext_lazy("Category")),
    DimensionFilter("account_kind", gettext_lazy("Kind of account")),
    DimensionFilter("account_country", gettext_lazy("Country of the account")),
    DimensionFilter("pipeline", gettext_lazy("Pipeline")),
    DimensionFilter("source", gettext_lazy("Source")),
    DimensionFilter("lost_reason", gettext_lazy("Reason lost")),
    ReferenceFilter("account", gettext_lazy("Account"), kind="accounts"),
    ReferenceFilter("contact", gettext_lazy("Contact"), kind="contacts"),
    NextStepFilter("next_step", gettext_lazy("Next step")),
)
