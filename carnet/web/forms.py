"""The form of a record: references of the viewer, the version it starts from, the values changed."""

from collections.abc import Iterable
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.utils.translation import gettext as _

from carnet.core.custom import key_of
from carnet.identity.models import CustomField
from carnet.identity.visibility import Viewer
from carnet.web.custom.inputs import inputs
from carnet.web.fields import ReferenceField


class Hint(NamedTuple):
    """Where duplicates are looked for, and the inputs it is told (a CSS selector)."""

    url: Any
    inputs: str


class RecordForm(forms.Form):
    """Fields named as the record's own; `wide` names those that take both columns of the form."""

    wide: tuple[str, ...] = ()
    hints: ClassVar[dict[str, Hint]] = {}
    """Field -> the fragment below it that announces duplicates while one types."""
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(
        self,
        data: Any = None,
        *,
        viewer: Viewer,
        record: Any = None,
        initial: dict[str, Any] | None = None,
        own: Iterable[CustomField] = (),
    ) -> None:
        self.viewer, self.record = viewer, record
        super().__init__(data, initial={**(self.initial_of(record) if record else {}), **(initial or {})})
        self.fields |= inputs(own, record.custom if record and own else {})
        self.order_fields(["version"])
        for field in self.fields.values():
            if isinstance(field, ReferenceField):
                field.viewer = viewer

    def initial_of(self, record: Any) -> dict[str, Any]:
        """The record's values by field."""
        return {name: getattr(record, name, None) for name in self.base_fields}

    def values(self) -> dict[str, Any]:
        """What an action takes: on creation what was filled in, on an edit what was changed."""
        names = [name for name in self.fields if name != "version" and not key_of(name)]
        if self.record is None:
            return {
                name: value for name in names if not empty(value := self.cleaned_data[name])
            } | self._own()
        return {name: self._value(name) for name in names if name in self.changed_data} | self._own()

    def _own(self) -> dict[str, Any]:
        """The changes of the fields the company added; one that came after the page was opened stays."""
        own = {
            key: self.cleaned_data[name]
            for name in self.changed_data
            if (key := key_of(name)) and self.add_prefix(name) in self.data
        }
        return {"custom": own} if own else {}

    def _value(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return "" if value is None and isinstance(getattr(self.record, name, None), str) else value

    def only(self, name: str) -> "RecordForm":
        """The same form with one field and the version: an edit in place."""
        self.fields = {kept: self.fields[kept] for kept in ("version", name)}
        return self

    @property
    def rows(self) -> list[Any]:
        """The visible fields, each with what the template needs to place it."""
        first = next((name for name in self.fields if key_of(name)), "")
        return [
            {
                "field": self[name],
                "css": "wide" if name in self.wide else "",
                "hint": self.hints.get(name),
                "title": _("Custom fields") if name == first else "",
            }
            for name, field in self.fields.items()
            if not field.widget.is_hidden
        ]


def empty(value: Any) -> bool:
    """Nothing filled in; an unticked box or a zero is something."""
    return value is None or value in ("", [])
