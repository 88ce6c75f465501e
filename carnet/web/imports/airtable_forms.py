"""The forms of the page about Airtable."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.interchange.airtable.models import Rhythm


class SettingsForm(forms.Form):
    """What a sync may do, and when it happens by itself."""

    writes_back = forms.BooleanField(
        label=_("Write what changes in Carnet back to Airtable"),
        required=False,
        help_text=_("Only records that Airtable has, only the columns that are read, never a computed one."),
    )
    rhythm = forms.ChoiceField(
        label=_("How often"), choices=Rhythm.choices, widget=forms.Select({"class": "input"})
    )


class TableNameForm(forms.Form):
    """A table the token may read but not list."""

    name = forms.CharField(
        label=_("Name of a table"), max_length=200, widget=forms.TextInput({"class": "input"})
    )
