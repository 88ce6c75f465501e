"""The filters of a list: each reads its own parameters, becomes a condition and says itself on a chip."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.core.text import normalise
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.fields import DayField, MoneyField, ReferenceField
from carnet.web.lists.columns import Text

Cleaned = dict[str, Any]
Choices = Callable[[Viewer], list[tuple[str, Any]]]


@dataclass(frozen=True)
class Filter(ABC):
    """A filter on `path` (default: its key)."""

    key: str
    label: Text
    path: str = ""

    @property
    def where(self) -> str:
        """The path it looks at."""
        return self.path or self.key

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters in the address."""
        return (self.key,)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Its fields in the form."""
        return self.names

    @abstractmethod
    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A form field for each of its inputs."""

    @abstractmethod
    def condition(self, cleaned: Cleaned) -> Q | None:
        """What the rows must fulfil; None while it is not set."""

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """Its value on the chip."""
        return str(cleaned.get(self.key) or "")


@dataclass(frozen=True)
class ChoiceFilter(Filter):
    """One or several of a few values."""

    choices: Choices = lambda viewer: []

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """Check boxes."""
        widget = forms.CheckboxSelectMultiple
        return {
            self.key: forms.MultipleChoiceField(
                choices=lambda: self.choices(viewer), label=str(self.label), widget=widget, required=False
            )
        }

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Any of the values."""
        values = cleaned.get(self.key)
        return Q(**{f"{self.where}__in": values}) if values else None

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The labels."""
        field: Any = form.fields[self.key]
        labels = {str(value): str(label) for value, label in field.choices}
        return ", ".join(labels.get(value, value) for value in cleaned.get(self.key) or ())


@dataclass(frozen=True)
class FlagFilter(Filter):
    """Yes or no."""

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A list of three: any, yes, no."""
        choices = [("", _("Any")), ("yes", _("Yes")), ("no", _("No"))]
        return {self.key: forms.ChoiceField(choices=choices, label=str(self.label), required=False)}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """True or false."""
        value = cleaned.get(self.key)
        return Q(**{self.where: value == "yes"}) if value else None

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """Yes or no."""
        return {"yes": _("Yes"), "no": _("No")}.get(str(cleaned.get(self.key)), "")


@dataclass(frozen=True)
class TextFilter(Filter):
    """A part of a text; the path of a normalised column makes it deaf to case and accents."""

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A line of text."""
        return {self.key: forms.CharField(max_length=200, label=str(self.label), required=False)}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """The text is in there somewhere."""
        text = cleaned.get(self.key)
        if not text:
            return None
        if self.where.endswith(("search_text", "match_key")):
            return Q(**{f"{self.where}__contains": normalise(text)})
        return Q(**{f"{self.where}__icontains": text})


@dataclass(frozen=True)
class WordFilter(TextFilter):
    """A whole word of a list of words (tags)."""

    def condition(self, cleaned: Cleaned) -> Q | None:
        """The word stands between its line ends."""
        word = cleaned.get(self.key)
        return Q(**{f"{self.where}__contains": f"\n{word}\n"}) if word else None


@dataclass(frozen=True)
class ReferenceFilter(Filter):
    """Another record, with suggestions while one types."""

    kind: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The id, and the text where no script put the id."""
        return self.key, f"{self.key}_text"

    @property
    def inputs(self) -> tuple[str, ...]:
        """One field that reads both."""
        return (self.key,)

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """A reference field of this viewer."""
        field = ReferenceField(self.kind, label=str(self.label), required=False)
        field.viewer = viewer
        return {self.key: field}

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Exactly this record."""
        record = cleaned.get(self.key)
        return Q(**{self.where: record}) if record else None


@dataclass(frozen=True)
class DayFilter(Filter):
    """Days from one to another, both included."""

    @property
    def names(self) -> tuple[str, ...]:
        """From and to."""
        return f"{self.key}_from", f"{self.key}_to"

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """Two days."""
        labels = (_("From"), _("To"))
        return {
            name: DayField(label=label, required=False)
            for name, label in zip(self.names, labels, strict=True)
        }

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Between the two."""
        return _between(self.where, *(cleaned.get(name) for name in self.names))

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The days."""
        start, end = (formats.day(day) if (day := cleaned.get(name)) else "" for name in self.names)
        if start and end:
            return f"{start} – {end}"
        return f"≥ {start}" if start else f"≤ {end}"


@dataclass(frozen=True)
class MomentFilter(DayFilter):
    """The days of a column of moments."""

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Between the first and the last day, in the reader's time zone."""
        return _between(f"{self.where}__date", *(cleaned.get(name) for name in self.names))


@dataclass(frozen=True)
class AmountFilter(Filter):
    """Amounts from one to another, both included."""

    @property
    def names(self) -> tuple[str, ...]:
        """At least and at most."""
        return f"{self.key}_min", f"{self.key}_max"

    def fields(self, viewer: Viewer) -> dict[str, forms.Field]:
        """Two amounts."""
        labels = (_("At least"), _("At most"))
        return {
            name: MoneyField(label=label, required=False)
            for name, label in zip(self.names, labels, strict=True)
        }

    def condition(self, cleaned: Cleaned) -> Q | None:
        """Between the two."""
        return _between(self.where, *(cleaned.get(name) for name in self.names))

    def said(self, cleaned: Cleaned, form: forms.Form) -> str:
        """The amounts."""
        language = get_language() or "fr"
        low, high = (cleaned.get(name) for name in self.names)
        texts = [None if value is None else formats.money(value, "", language, 0) for value in (low, high)]
        if texts[0] and texts[1]:
            return f"{texts[0]} – {texts[1]}"
        return f"≥ {texts[0]}" if texts[0] else f"≤ {texts[1]}"


def filter_form(filters: Iterable[Filter], params: Any, viewer: Viewer) -> forms.Form:
    """The form that reads all filters from the address; what it cannot read is left out of `cleaned_data`."""
    form = forms.Form(params, auto_id="filter_%s")
    for one in filters:
        form.fields.update(one.fields(viewer))
    form.is_valid()
    return form


def _between(path: str, low: Any, high: Any) -> Q | None:
    conditions = {
        f"{path}__{word}": value for word, value in (("gte", low), ("lte", high)) if value is not None
    }
    return Q(**conditions) if conditions else None
