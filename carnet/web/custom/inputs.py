"""Form fields for the fields a company added; each is cleaned to the value as it is kept."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from carnet.core.custom import LONGEST, Definition, name_of, read_value
from carnet.core.errors import Invalid
from carnet.identity.models import CustomField
from carnet.web import formats
from carnet.web.fields import WrittenField, day_of, decimal_of, differs

_NONE: tuple[str, Any] = ("", "–")
_FLAGS = [_NONE, ("true", _("Yes")), ("false", _("No"))]
_WIDGETS: dict[str, Any] = {
    "text": forms.Textarea(attrs={"rows": 1}),
    "number": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    "day": forms.TextInput(attrs={"placeholder": _("dd/mm/yyyy"), "autocomplete": "off"}),
    "link": forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}),
}


def inputs(fields: Iterable[CustomField], custom: dict[str, Any]) -> dict[str, forms.Field]:
    """A form field for each, by its name beside the others; `custom` are the values it begins with."""
    return {name_of(field.key): _input(field, custom.get(field.key)) for field in fields}


def _input(field: CustomField, value: Any) -> forms.Field:
    if field.type == "flag":
        return FlagInput(label=field.label, choices=_FLAGS, required=False, initial=value)
    if field.type != "choice":
        return WrittenInput(field, label=field.label, initial=value)
    # A choice that is offered no longer may stay where it was made.
    gone = [value] if value and value not in field.choices else []
    choices = [_NONE, *((word, word) for word in (*field.choices, *gone))]
    return forms.ChoiceField(label=field.label, choices=choices, required=False, initial=value)


class FlagInput(forms.TypedChoiceField):
    """Yes, no, or neither."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=lambda text: text == "true", empty_value=None, **options)

    def prepare_value(self, value: Any) -> Any:
        """The word of the list that stands for it."""
        return str(value).lower() if isinstance(value, bool) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether it says something else."""
        return differs(self, initial, data)


class WrittenInput(WrittenField):
    """A text, number, day or link as people write it."""

    def __init__(self, field: Definition, **options: Any) -> None:
        self.definition = field
        super().__init__(required=False, max_length=2 * LONGEST, widget=_WIDGETS[field.type], **options)

    def prepare_value(self, value: Any) -> Any:
        """The value as the reader would write it; what was typed stays as it was."""
        try:
            if value and self.definition.type == "day":
                return formats.day(date.fromisoformat(value))
            if value and self.definition.type == "number" and formats.is_french(get_language()):
                return f"{Decimal(value):f}".replace(".", ",")
        except (ValueError, ArithmeticError):
            pass
        return value

    def to_python(self, value: Any) -> Any:
        """The value as it is kept, or None for nothing."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_value(self.definition, self._read(text))
        except Invalid as refusal:
            raise ValidationError(str(refusal.message)) from None

    def _read(self, text: str) -> Any:
        if self.definition.type == "day":
            return day_of(text)
        if self.definition.type != "number":
            return text
        try:
            return decimal_of(text)
        except ValueError:
            raise ValidationError(_("“%(text)s” is no number. Example: 12.5") % {"text": text[:60]}) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the value differs, however it is written."""
        return differs(self, initial, data)
