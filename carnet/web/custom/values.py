"""Values of added fields as readers see them, and as an export writes them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carnet.core.custom import Definition, Value
from carnet.web import formats


def said(field: Definition, value: Value | None) -> str:
    """A value in the reader's language; a dash where there is none."""
    if value is None or value == "":
        return formats.ABSENT
    return _SAID.get(field.type, str)(value)


def number(text: Value) -> str:
    """A number with all its decimals."""
    value = Decimal(str(text))
    decimals = max(0, -int(value.as_tuple().exponent))
    return formats.number(value, get_language() or "fr", decimals)


def day(text: Value) -> str:
    """A day as people write it."""
    return formats.day(date.fromisoformat(str(text)))


def flag(value: Value) -> str:
    """Yes or no."""
    return _("Yes") if value else _("No")


def link(text: Value) -> str:
    """An address one may click, without what goes before it."""
    shown = str(text).removeprefix("https://").removeprefix("http://").removeprefix("mailto:")
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', text, shown.rstrip("/"))


_SAID: dict[str, Callable[[Value], str]] = {"number": number, "day": day, "flag": flag, "link": link}
