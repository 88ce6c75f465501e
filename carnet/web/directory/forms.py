"""Forms of accounts and contacts."""

from typing import ClassVar

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from carnet.directory.models import AccountKind
from carnet.web.fields import DetailsField, MoneyField, ReferenceField, TagsField
from carnet.web.forms import Hint, RecordForm

PLACES = [("work", _("Work")), ("home", _("Home")), ("mobile", _("Mobile")), ("", _("Other"))]
NO_MOBILE = [pair for pair in PLACES if pair[0] != "mobile"]
ADDRESS = {
    "street": _("Street"),
    "extended": _("Floor, building"),
    "box": _("PO box"),
    "postal_code": _("Postal code"),
    "city": _("City"),
    "region": _("Region"),
    "country": _("Country"),
}


class AccountForm(RecordForm):
    """A company."""

    hints: ClassVar[dict[str, Hint]] = {"name": Hint(reverse_lazy("directory:account-like"), "[name=name]")}
    wide = ("name", "street", "note", "tags", "is_private")
    name = forms.CharField(max_length=200, label=_("Name"))
    kind = forms.ChoiceField(choices=AccountKind.choices, label=_("Kind"), initial=AccountKind.CLIENT)
    sector = forms.CharField(max_length=120, required=False, label=_("Sector"))
    owner = ReferenceField("members", required=False, label=pgettext_lazy("record", "Owner"))
    parent = ReferenceField("accounts", required=False, label=_("Parent company"))
    email = forms.EmailField(max_length=254, required=False, label=_("E-mail"))
    phone = forms.CharField(max_length=60, required=False, label=_("Phone"))
    website = forms.CharField(max_length=300, required=False, label=_("Website"))
    street = forms.CharField(max_length=300, required=False, label=_("Street"))
    postal_code = forms.CharField(max_length=20, required=False, label=_("Postal code"))
    city = forms.CharField(max_length=120, required=False, label=_("City"))
    region = forms.CharField(
        max_length=120, required=False, label=_("Region"), help_text=_("Follows from the place in France.")
    )
    country = forms.CharField(max_length=120, required=False, label=_("Country"))
    siren = forms.CharField(max_length=9, required=False, label=_("SIREN"))
    vat_number = forms.CharField(max_length=20, required=False, label=_("VAT number"))
    employees = forms.IntegerField(required=False, min_value=0, max_value=10_000_000, label=_("Employees"))
    annual_revenue = MoneyField(required=False, label=_("Annual revenue"))
    founded_year = forms.IntegerField(required=False, min_value=800, max_value=2200, label=_("Founded in"))
    source = forms.CharField(max_length=120, required=False, label=_("Source"))
    tags = TagsField(required=False, label=_("Tags"))
    note = forms.CharField(
        max_length=100_000, required=False, label=_("Note"), widget=forms.Textarea(attrs={"rows": 4})
    )
    is_private = forms.BooleanField(required=False, label=_("Private: only its owner and their head see it"))


class ContactForm(RecordForm):
    """A person."""

    hints: ClassVar[dict[str, Hint]] = {
        "nickname": Hint(
            reverse_lazy("directory:contact-like"),
            "[name=first_name], [name=last_name], [name^=emails-], [name^=phones-]",
        )
    }
    wide = ("emails", "phones", "addresses", "urls", "note", "tags", "categories", "is_private")
    # Django keeps the declared field apart from its own `prefix`.
    prefix = forms.CharField(max_length=40, required=False, label=_("Title"))  # type: ignore[assignment]
    first_name = forms.CharField(max_length=120, required=False, label=_("First name"))
    middle_name = forms.CharField(max_length=120, required=False, label=_("Middle name"))
    last_name = forms.CharField(max_length=120, required=False, label=_("Last name"))
    suffix = forms.CharField(max_length=40, required=False, label=_("Suffix"))
    nickname = forms.CharField(max_length=120, required=False, label=_("Nickname"))
    account = ReferenceField("accounts", required=False, label=_("Account"))
    job_title = forms.CharField(max_length=200, required=False, label=_("Job title"))
    emails = DetailsField(NO_MOBILE, input_type="email", label=_("E-mails"))
    phones = DetailsField(PLACES, input_type="tel", label=_("Phones"))
    addresses = DetailsField(NO_MOBILE, parts=ADDRESS, label=_("Addresses"))
    urls = DetailsField(NO_MOBILE, label=_("Links"))
    owner = ReferenceField("members", required=False, label=pgettext_lazy("record", "Owner"))
    birthday = forms.CharField(
        max_length=10,
        required=False,
        label=_("Birthday"),
        help_text=_("1984-05-09, or --05-09 without the year."),
    )
    maturity = forms.CharField(max_length=60, required=False, label=_("Maturity"))
    source = forms.CharField(max_length=120, required=False, label=_("Source"))
    categories = TagsField(required=False, label=_("Categories"))
    tags = TagsField(required=False, label=_("Tags"))
    note = forms.CharField(
        max_length=100_000, required=False, label=_("Note"), widget=forms.Textarea(attrs={"rows": 4})
    )
    is_private = forms.BooleanField(required=False, label=_("Private: only its owner and their head see it"))
