"""What one may decide about an import."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.interchange.kinds import IMPORT_ORDER
from carnet.interchange.plan import Options
from carnet.interchange.values.days import ORDER_NAMES
from carnet.web.imports.labels import KINDS


class OptionsForm(forms.Form):
    """The kind of the files and the order of their dates, where the content does not decide as one wants."""

    kind = forms.ChoiceField(
        label=_("What the file holds"),
        required=False,
        choices=[("", _("Recognised by its content")), *((kind, KINDS[kind]) for kind in IMPORT_ORDER)],
    )
    dates = forms.ChoiceField(
        label=_("Order of the dates"),
        required=False,
        choices=[("", _("Recognised by its content")), *ORDER_NAMES.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"

    def options(self) -> Options:
        """What was chosen; nothing where the choice is none of ours."""
        chosen = self.cleaned_data if self.is_valid() else {}
        return Options(kind=chosen.get("kind") or None, dates=chosen.get("dates") or None)
