"""Figures of the dictionary of measures: their values, changes and definitions as the page says them."""

from functools import cache
from typing import Any

from django.template import Library
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from carnet.metrics.change import Change
from carnet.metrics.measures import DAYS, MONEY, RATIO, Measure, Value
from carnet.web import formats
from carnet.web.lists.columns import escaped
from carnet.web.templatetags.look import delta, language

register = Library()


def figure_text(measure: Measure, value: Value, currency: str) -> str:
    """A value in its unit; a dash where there is none."""
    if value is None:
        return formats.ABSENT
    if measure.unit == MONEY:
        return formats.money(int(value), currency, language(), 0)
    if measure.unit == RATIO:
        return formats.percent(value, language())
    number = formats.number(value, language())
    return _("%(number)s days") % {"number": number} if measure.unit == DAYS else number


@register.simple_tag
def figure(measure: Measure, value: Value, currency: str) -> str:
    """The value of a measure."""
    return figure_text(measure, value, currency)


@register.inclusion_tag("web/parts/_delta.html")
def change(change: Change, measure: Measure) -> dict[str, Any]:
    """By how much a measure changed, coloured by whether that is good."""
    good = measure.better or "up"
    if measure.unit == RATIO:
        shown = delta(None if change.by is None else change.by * 100, _("pts"), good)
    elif measure.unit == DAYS:
        shown = delta(change.by, _("days"), good)
    else:
        shown = delta(None if change.by is None else round(change.by, 3) or 0, good=good)
    return shown if measure.better else {**shown, "verdict": ""}


@register.simple_tag
def records(text: object, query: str, definition: str, to: str = "deals:deal-list") -> SafeString:
    """A number as the link to the records it counts, with its definition on focus or under the pointer."""
    # A page shows a hundred and fifty: format_html and reverse would take most of the time of its tables.
    return mark_safe(  # noqa: S308 (escaped here)
        f'<a class="number" href="{_address(to)}?{escape(query)}" aria-describedby="def-{escape(definition)}"'
        f" data-definition>{escaped(text)}</a>"
    )


@cache
def _address(route: str) -> str:
    return reverse(route)
