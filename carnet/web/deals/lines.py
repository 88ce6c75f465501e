"""The lines of a deal as one field of its form: products with quantities and agreed prices."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from carnet.deals.models import DealLine
from carnet.deals.totals import MOST_LINES, MOST_QUANTITY
from carnet.identity.visibility import Viewer
from carnet.web.fields import MoneyField, NumberField, ReferenceField

BLANK = 3
Raw = dict[str, Any]


class Line(dict[str, Any]):
    """The values of a line, that say themselves where two versions of a deal are compared."""

    def __str__(self) -> str:
        return f"{self['quantity'].normalize():f} × {self['product']}"


class Typed(dict[str, Any]):
    """What was sent of the lines: all data, their `name`, and the `numbers` of those that say something."""

    def __str__(self) -> str:
        count = len(self["numbers"])
        return ngettext("%(count)s line", "%(count)s lines", count) % {"count": count}


def line_form(
    prefix: str, data: Any = None, *, viewer: Viewer | None = None, line: Raw | None = None
) -> forms.Form:
    """The three fields of one line."""
    form = forms.Form(data, prefix=prefix, initial=line)
    product = ReferenceField("products", label=_("Product"), required=False)
    product.viewer = viewer
    form.fields["product"] = product
    form.fields["quantity"] = NumberField(
        label=_("Quantity"), least=Decimal("0.001"), most=MOST_QUANTITY, required=False
    )
    form.fields["unit_price"] = MoneyField(label=_("Price"), required=False)
    return form


class LinesWidget(forms.Widget):
    """A row of inputs for each line, with empty ones at the end for those without scripts."""

    template_name = "web/deals/_lines_input.html"
    viewer: Viewer | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the lines there are or were typed, and the empty ones."""
        context = super().get_context(name, value, attrs)
        if isinstance(value, Mapping):
            data = value["data"]
            shown = [line_form(f"{name}-{at}", data, viewer=self.viewer) for at in value["numbers"]]
        else:
            shown = [line_form(f"{name}-{number}", line=line) for number, line in enumerate(rows_of(value))]
        first = max((int(form.prefix.rpartition("-")[2]) + 1 for form in shown if form.prefix), default=0)
        blank = [line_form(f"{name}-{first + number}") for number in range(BLANK)]
        context["lines"], context["blank"] = [*shown, *blank], line_form(f"{name}-__n__")
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Raw:
        """What was sent, with the numbers of the lines that say something."""
        number = re.compile(rf"{re.escape(name)}-(\d{{1,4}})-")
        sent = {int(found[1]) for key in data if (found := number.match(key)) and data[key].strip()}
        return Typed(data=data, name=name, numbers=sorted(sent))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form did not hold lines at all."""
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        """The label points to no single input."""
        return ""


class LinesField(forms.Field):
    """A list of {"product", "quantity", "unit_price"} the products of which its viewer sees."""

    widget: LinesWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=LinesWidget(), required=False, **options)

    def set_viewer(self, viewer: Viewer) -> None:
        """Who chooses the products."""
        self.widget.viewer = viewer

    def prepare_value(self, value: Any) -> Any:
        """What was typed, or the lines of the deal."""
        return value if isinstance(value, Mapping) else rows_of(value)

    def clean(self, value: Any) -> list[Raw]:
        """The lines; each needs a product, one without a quantity counts once."""
        if len(value["numbers"]) > MOST_LINES:
            raise ValidationError(_("At most %(most)s lines.") % {"most": MOST_LINES})
        return [self._line(value, number) for number in value["numbers"]]

    def _line(self, value: Any, number: int) -> Raw:
        form = line_form(f"{value['name']}-{number}", value["data"], viewer=self.widget.viewer)
        if form.is_valid() and form.cleaned_data["product"] is None:
            form.add_error("product", _("Choose a product."))
        if form.errors:
            problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
            raise ValidationError(
                _("Line %(number)s: %(problem)s") % {"number": number + 1, "problem": problem}
            )
        return {**form.cleaned_data, "quantity": form.cleaned_data["quantity"] or Decimal(1)}

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a product, a quantity or a price differs."""
        try:
            return self.clean(data) != rows_of(initial)
        except ValidationError:
            return True


def rows_of(lines: Any) -> list[Raw]:
    """The lines of a deal, or values already in that form."""
    found: Iterable[Any] = lines.all() if hasattr(lines, "all") else lines or []
    return [line if isinstance(line, dict) else _row(line) for line in found]


def _row(line: DealLine) -> Raw:
    return Line(product=line.product, quantity=line.quantity, unit_price=line.unit_price)
