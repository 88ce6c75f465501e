"""Forms about people and the company."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils import dates
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Role
from carnet.identity.models import LANGUAGES, ROLES, VISIBILITY, WEEKDAYS
from carnet.web.fields import ReferenceField
from carnet.web.forms import RecordForm

CURRENCIES = ("EUR", "CHF", "CAD", "GBP", "USD", "MAD", "TND", "XOF", "XAF", "XPF")
MONTHS = [(number, capfirst(name)) for number, name in dates.MONTHS.items()]
STAGE_KINDS = [
    ("prospecting", _("Prospecting")),
    ("engaging", _("Engaging")),
    ("won", _("Won")),
    ("lost", _("Lost")),
]


def _text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=120, widget=forms.TextInput({"class": "input"}), **options)


def _choice(label: Any, choices: Any, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.Select({"class": "input"}), **options)


def _number(label: Any, choices: Any, **options: Any) -> forms.TypedChoiceField:
    widget = forms.Select({"class": "input"})
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, widget=widget, **options)


def _email() -> forms.EmailField:
    return forms.EmailField(label=_("E-mail"), widget=forms.EmailInput({"class": "input"}))


def _check(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput({"class": "check"}))


class CompanyForm(RecordForm):
    """The company's settings."""

    name = _text(_("Name"))
    time_zone = _choice(_("Time zone"), lambda: [(name, name) for name in sorted(available_timezones())])
    currency = _choice(_("Currency"), [(code, code) for code in CURRENCIES])
    language = _choice(_("Language"), LANGUAGES)
    fiscal_year_month = _number(_("First month of the fiscal year"), MONTHS)
    week_start = _number(_("First day of the week"), WEEKDAYS)
    visibility = _choice(_("Who sees what"), VISIBILITY)


class NewUserForm(RecordForm):
    """Someone who is to log in."""

    email = _email()
    name = _text(_("Name"), required=False)
    role = _number(_("Role"), ROLES, initial=Role.MEMBER.value)
    team = ReferenceField("teams", label=_("Team"), required=False)


class UserForm(RecordForm):
    """Someone who logs in."""

    name = _text(_("Name"))
    email = _email()
    role = _number(_("Role"), ROLES)
    is_active = _check(_("May log in"))


class MemberForm(RecordForm):
    """An agent, with or without a login."""

    name = _text(_("Name"))
    team = ReferenceField("teams", label=_("Team"), required=False)
    is_agent = _check(_("Sells"))
    is_active = _check(_("Active"))

    def values(self) -> dict[str, Any]:
        """An unticked box says no also when an agent is new."""
        given = super().values()
        if self.record is None:
            given |= {name: self.cleaned_data[name] for name in ("is_agent", "is_active")}
        return given


class TeamForm(RecordForm):
    """A team with its head and office."""

    name = _text(_("Name"))
    head = ReferenceField("members", label=_("Head"), required=False)
    office = ReferenceField("offices", label=_("Office"), required=False)


class OfficeForm(RecordForm):
    """A regional office."""

    name = _text(_("Name"))


class StageForm(RecordForm):
    """A stage of the default pipeline."""

    name = _text(_("Name"))
    kind = _choice(_("Kind"), STAGE_KINDS)
    position = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=99, widget=forms.NumberInput({"class": "input"})
    )
    probability = forms.FloatField(
        label=_("Probability (0 to 1)"),
        min_value=0,
        max_value=1,
        widget=forms.NumberInput({"class": "input", "step": "0.01"}),
    )
    rotting_days = forms.IntegerField(
        label=_("Days before it rots"),
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput({"class": "input"}),
    )


class TokenForm(forms.Form):
    """A new key to the API."""

    name = _text(_("What it is for"))
    read_only = _check(_("Read only"))


class ProfileForm(RecordForm):
    """Oneself."""

    name = _text(_("Name"))
    language = _choice(_("Language"), [("", _("Like the company")), *LANGUAGES], required=False)


class PasswordForm(forms.Form):
    """A new password, proved by the present one."""

    current = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput({"class": "input", "autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=" ".join(password_validators_help_texts()),
        widget=forms.PasswordInput({"class": "input", "autocomplete": "new-password"}),
    )
