"""What templates use to draw forecasts: intervals beside one another."""

from typing import Protocol

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

register = Library()


class Placed(Protocol):
    """An interval and its middle as SVG widths."""

    @property
    def low(self) -> str: ...
    @property
    def width(self) -> str: ...
    @property
    def middle(self) -> str: ...


@register.simple_tag
def interval(span: Placed | None) -> SafeString:
    """A small drawing of an interval with a stroke at its middle; nothing where there is none."""
    if span is None:
        return SafeString("")
    return mark_safe(  # noqa: S308 (numbers of ours)
        '<svg class="interval" height="14" aria-hidden="true">'
        '<rect class="axis" width="100%" y="6.5" height="1"/>'
        f'<rect class="band" x="{span.low}" width="{span.width}" y="4" height="6" rx="3"/>'
        f'<rect class="middle" x="{span.middle}" width="2.4" y="1" height="12" rx="1.2"/></svg>'
    )
