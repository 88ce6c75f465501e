"""The form of an activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.deals.models import ActivityKind, ActivityStatus, Direction, Nature
from carnet.web.fields import MomentField, ReferenceField
from carnet.web.forms import RecordForm

_NONE: list[tuple[str, Any]] = [("", "–")]


class ActivityForm(RecordForm):
    """What, when, with whom and about which deal."""

    subject = forms.CharField(label=_("Subject"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices, initial=ActivityKind.CALL)
    status = forms.ChoiceField(
        label=_("Status"), choices=ActivityStatus.choices, initial=ActivityStatus.PLANNED
    )
    starts_at = MomentField(label=_("Starts"), required=False)
    ends_at = MomentField(label=_("Ends"), required=False)
    account = ReferenceField("accounts", label=_("Account"), required=False)
    contact = ReferenceField("contacts", label=_("Contact"), required=False)
    deal = ReferenceField("deals", label=_("Deal"), required=False)
    owner = ReferenceField("members", label=pgettext_lazy("record", "Owner"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), choices=[*_NONE, *Direction.choices], required=False)
    nature = forms.ChoiceField(label=_("Nature"), choices=[*_NONE, *Nature.choices], required=False)
    note = forms.CharField(label=_("Note"), max_length=100_000, required=False, widget=forms.Textarea)

    wide = ("subject", "note")

    def clean(self) -> dict[str, Any]:
        """An activity ends after it starts."""
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends < starts:
            self.add_error("ends_at", _("An activity ends after it starts."))
        return cleaned
