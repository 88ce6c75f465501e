"""The forms of feeds and of a file taken from the web once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.interchange.feeds.address import LONGEST
from carnet.interchange.feeds.models import Every
from carnet.interchange.kinds import IMPORT_ORDER
from carnet.interchange.values.days import ORDER_NAMES
from carnet.web.forms import RecordForm
from carnet.web.imports.labels import KINDS

RECOGNISED = ("", _("Recognised by its content"))


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    widget = forms.Select({"class": "input"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _address() -> forms.CharField:
    attributes = {"class": "input", "inputmode": "url", "placeholder": _("https://shop.example/products.csv")}
    return forms.CharField(label=_("Address"), max_length=LONGEST, widget=forms.TextInput(attributes))


class AddressForm(forms.Form):
    """Where a file stands."""

    url = _address()


class FeedForm(RecordForm):
    """Where a file stands, what it holds, how often it is read."""

    wide = ("url",)
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput({"class": "input"}))
    every_hours = forms.TypedChoiceField(
        label=_("How often"),
        choices=Every.choices,
        coerce=int,
        initial=Every.DAY,
        widget=forms.Select({"class": "input"}),
    )
    url = _address()
    kind = _choice(_("What the file holds"), [RECOGNISED, *((kind, KINDS[kind]) for kind in IMPORT_ORDER)])
    dates = _choice(_("Order of the dates"), [RECOGNISED, *ORDER_NAMES.items()])
