"""What templates use to show amounts, dates, people, icons and small drawings."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.template import Library
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from carnet.web import drawings, formats

register = Library()

Number = Decimal | float


def language() -> str:
    return get_language() or "fr"


@register.filter
def money(minor: int | None, currency: str = "") -> str:
    """An amount in minor units with its cents; a dash when there is none."""
    return formats.ABSENT if minor is None else formats.money(minor, currency, language())


@register.filter
def money_round(minor: int | None, currency: str = "") -> str:
    """An amount in minor units, without its cents."""
    return formats.ABSENT if minor is None else formats.money(minor, currency, language(), 0)


@register.filter
def number(value: Number | None, decimals: int = 0) -> str:
    """A number with its thousands set apart."""
    return formats.ABSENT if value is None else formats.number(value, language(), decimals)


@register.filter
def percent(share: Number | None, decimals: int = 1) -> str:
    """A share of one as a percentage."""
    return formats.ABSENT if share is None else formats.percent(share, language(), decimals)


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as 31/12/2026."""
    return formats.ABSENT if value is None else formats.day(value)


@register.filter
def clock(value: datetime | None) -> str:
    """The hour and minute of a moment."""
    return formats.ABSENT if value is None else formats.clock(value)


@register.filter
def relative_day(value: date | datetime | None, today: date) -> str:
    """A date as people say it on that day: yesterday, today, Mon 15:00, 17/11."""
    return formats.ABSENT if value is None else formats.relative_day(value, today, language())


@register.simple_tag
def icon(name: str, size: int = 16, css: str = "") -> SafeString:
    """An icon of the sprite; the words beside it or the button's label say what it means."""
    return drawn(name, size, css)


@lru_cache(maxsize=1024)
def drawn(name: str, size: int, css: str) -> SafeString:
    # A page shows up to a hundred, and finding the sprite's address is most of the cost of one.
    return format_html(
        '<svg class="icon{}" width="{}" height="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        size,
        size,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def avatar(name: str, size: int = 24, shape: str = "", picture: str = "") -> SafeString:
    """The picture or the initials of a person, or of a company with the shape "square", beside its name."""
    if picture:
        return format_html(
            '<img class="avatar size-{0} {1}" src="{2}" alt="" width="{0}" height="{0}" loading="lazy">',
            size,
            shape,
            picture,
        )
    return format_html(
        '<span class="avatar size-{} hue-{} {}" aria-hidden="true">{}</span>',
        size,
        formats.avatar_hue(name),
        shape,
        formats.initials(name),
    )


@register.inclusion_tag("web/parts/_sparkline.html")
def sparkline(values: Sequence[Number | None], width: int = 64, height: int = 24) -> dict[str, Any]:
    """A curve without axes; nothing is drawn below two values."""
    return {"drawing": drawings.sparkline(values, width, height), "width": width, "height": height}


@register.simple_tag
def share_bar(
    share: Number | None, other: Number | None = None, css: str = "", height: int = 6
) -> SafeString:
    """A bar for a share of one, with a stroke where the other period stands."""
    box = f'height="{height}" rx="{height / 2}"'
    mark = ""
    if other is not None:
        place = drawings.width(other)
        mark = f'<rect class="mark" x="{place}" y="-2" width="1.5" height="{height + 4}"/>'
    return mark_safe(  # noqa: S308 (numbers, and a class of ours)
        f'<svg class="{escape(f"bar {css}".strip())}" height="{height}" aria-hidden="true">'
        f'<rect class="track" width="100%" {box}/><rect class="fill" width="{drawings.width(share)}" {box}/>'
        f"{mark}</svg>"
    )


@register.inclusion_tag("web/parts/_stage_meter.html")
def stage_meter(filled: int, label: str, kind: str = "") -> dict[str, Any]:
    """Five strokes, so many of them filled; `kind` is won, lost or open."""
    return {"strokes": [index < filled for index in range(5)], "label": label, "kind": kind}


def change_text(change: Number, unit: str, decimals: int) -> str:
    size = abs(formats.exact(change))
    if unit == "%":
        return formats.percent(size, language(), decimals)
    digits = formats.number(size, language(), decimals)
    return f"{digits}{formats.NBSP}{unit}" if unit else digits


@register.inclusion_tag("web/parts/_delta.html")
def delta(change: Number | None, unit: str = "%", good: str = "up", decimals: int = 1) -> dict[str, Any]:
    """A change with its arrow: a share of one for "%", else a number of `unit`; better is `good`."""
    rising = change is not None and change > 0
    text = "" if change is None else change_text(change, unit, decimals)
    return {
        "text": text,
        "arrow": "" if not change else "arrow-up" if rising else "arrow-down",
        "sign": "+" if rising else formats.MINUS,
        "verdict": "" if not change else "good" if rising == (good == "up") else "bad",
    }
