"""The form of a field the company adds to its records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.identity.models import CustomField, CustomFieldType
from carnet.web.fields import WrittenField, differs
from carnet.web.forms import RecordForm


class ChoicesField(WrittenField):
    """Words, one on each line, cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(**{"max_length": 30_000, "required": False, "widget": widget, **options})

    def prepare_value(self, value: Any) -> Any:
        """A line for each."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The words, as they stand."""
        lines = (" ".join(line.split()) for line in (super().to_python(value) or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words or their order differ."""
        return differs(self, initial or [], data)


class FieldForm(RecordForm):
    """What a field is called and holds; what it holds stays as it is once it is made."""

    label = forms.CharField(label=_("Name"), max_length=120)
    type = forms.ChoiceField(label=_("Type"), choices=CustomFieldType.choices)
    choices = ChoicesField(
        label=_("Choices"), help_text=_("One on each line, for a field of the type choice.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: CustomField | None = self.record
        if field is not None:
            del self.fields["type"]
            if field.type != CustomFieldType.CHOICE:
                del self.fields["choices"]
