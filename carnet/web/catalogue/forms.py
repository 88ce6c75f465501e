"""Forms of products and stores."""

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.web.fields import MoneyField
from carnet.web.forms import RecordForm


class ProductForm(RecordForm):
    """Something sold."""

    wide = ("name", "is_active")
    name = forms.CharField(max_length=300, label=_("Name"))
    reference = forms.CharField(max_length=120, required=False, label=_("Reference"))
    category = forms.CharField(max_length=120, required=False, label=_("Category"))
    list_price = MoneyField(required=False, label=_("List price"))
    stock = forms.IntegerField(required=False, min_value=-(10**9), max_value=10**9, label=_("Stock"))
    is_active = forms.BooleanField(required=False, initial=True, label=_("On sale"))


class StoreForm(RecordForm):
    """A shop."""

    wide = ("name", "address")
    name = forms.CharField(max_length=200, label=_("Name"))
    reference = forms.CharField(max_length=120, required=False, label=_("Reference"))
    employees = forms.IntegerField(required=False, min_value=0, max_value=10_000_000, label=_("Employees"))
    address = forms.CharField(max_length=300, required=False, label=_("Address"))
    postal_code = forms.CharField(max_length=20, required=False, label=_("Postal code"))
    city = forms.CharField(max_length=120, required=False, label=_("City"))
    region = forms.CharField(
        max_length=120, required=False, label=_("Region"), help_text=_("Follows from the place in France.")
    )
