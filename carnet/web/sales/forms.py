"""The form of a sale."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.web.fields import DayField, MoneyField, NumberField, ReferenceField
from carnet.web.forms import RecordForm


class SaleForm(RecordForm):
    """A line of sale."""

    sold_on = DayField(label=_("Sold on"), initial=timezone.localdate)
    reference = forms.CharField(max_length=120, required=False, label=_("Reference"))
    product = ReferenceField("products", required=False, label=_("Product"))
    store = ReferenceField("stores", required=False, label=_("Store"))
    account = ReferenceField("accounts", required=False, label=_("Account"))
    owner = ReferenceField("members", required=False, label=pgettext_lazy("record", "Owner"))
    quantity = NumberField(required=False, most=Decimal(10**9), label=_("Quantity"))
    amount = MoneyField(
        required=False, label=_("Amount"), help_text=_("Left empty: the quantity times the list price.")
    )
