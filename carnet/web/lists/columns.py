"""The columns of a list: what a row shows, how it is sorted and what the foot sums."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from typing import Any

from django.db.models import Expression, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from carnet.core.money import plain
from carnet.identity.visibility import Viewer
from carnet.web import formats
from carnet.web.templatetags.look import avatar

Text = str | Promise
SAMPLE_ID = 987654321
Show = Callable[[Any, Any], str]
"""(value, row) -> text, escaped where it is not marked as safe."""


@dataclass(frozen=True)
class Column:
    """One column; `value` and `sort` are paths with "__", `annotation` makes what `sort` names.

    `hint` defines on its head what it shows on a day.
    """

    key: str
    label: Text
    show: Show
    value: str = ""
    sort: str = ""
    annotation: Callable[[Viewer], Expression | Subquery] | None = None
    css: str = ""
    hidden: bool = False
    total: str = ""
    always: bool = False
    is_money: bool = False
    hint: Callable[[date], str] | None = None

    def read(self, row: Any) -> Any:
        """The value of a row, None where a link on the way is empty."""
        return follow(row, self.value or self.key)

    @property
    def is_numeric(self) -> bool:
        """Aligned at the end, with tabular figures."""
        return "num" in self.css.split()

    def cell(self, row: Any) -> str:
        """The table cell of a row."""
        return f'<td class="{self.css}">{escaped(self.show(self.read(row), row))}</td>'


def escaped(text: Any) -> str:
    """`conditional_escape` of Django without its care for lazy texts: a list calls it two thousand times."""
    return text if isinstance(text, SafeString) else escape(str(text))


@cache
def _around_id(route: str) -> tuple[str, str]:
    """What stands before and after the id in the addresses of a route: reversed once, not for every cell."""
    start, end = reverse(route, args=[SAMPLE_ID]).split(str(SAMPLE_ID))
    return start, end


def record_address(route: str, pk: int) -> str:
    """The address of a record's page."""
    start, end = _around_id(route)
    return f"{start}{pk}{end}"


def link(route: str, pk: int, text: Any, *, opens: bool = False) -> SafeString:
    """A link to a record's page; `opens` marks the one the keyboard follows."""
    mark = " data-open" if opens else ""
    return mark_safe(f'<a href="{record_address(route, pk)}"{mark}>{escaped(text)}</a>')  # noqa: S308 (escaped here)


@lru_cache(maxsize=4096)
def _sign(name: str, shape: str) -> SafeString:
    return avatar(name, 22, shape)


@lru_cache(maxsize=4096)
def _person(name: str) -> SafeString:
    sign = _sign(name, "")
    return format_html('<span title="{}">{}<span class="visually-hidden">{}</span></span>', name, sign, name)


@lru_cache(maxsize=1024)
def _tag(css: str, text: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', f"tag {css}".strip(), text)


@lru_cache(maxsize=1024)
def _choice(field: Any, value: str, language: str | None) -> str:
    return str(dict(field.flatchoices).get(value, value))


def display(row: Any, name: str) -> str:
    """The label of a field with choices; Django's own puts all of them together for every row."""
    return _choice(row._meta.get_field(name), getattr(row, name), get_language())


def follow(row: Any, path: str) -> Any:
    """The value at the end of a path such as `account__name`; None where a link is empty."""
    for name in path.split("__"):
        row = getattr(row, name, None)
        if row is None:
            return None
    return row


def chosen(columns: Iterable[Column], wanted: list[str]) -> list[Column]:
    """The columns named, in that order, after those always shown; without any name those not hidden."""
    by_key = {column.key: column for column in columns}
    named = [by_key[key] for key in dict.fromkeys(wanted) if key in by_key]
    if not named:
        return [column for column in by_key.values() if not column.hidden]
    return [column for column in by_key.values() if column.always and column not in named] + named


def name_column(
    key: str,
    label: Text,
    *,
    url: str,
    shape: str = "",
    value: str = "",
    sort: str = "",
    picture: Callable[[Any], str] = lambda row: "",
) -> Column:
    """The cell that names the row: avatar (the `picture` of this address if there is one), link to `url`."""

    def show(value: Any, row: Any) -> str:
        named = link(url, row.pk, value or formats.ABSENT, opens=True)
        if shape == "none":
            return named
        shown = picture(row)
        sign = avatar("", 22, shape, shown) if shown else _sign(str(value or ""), shape)
        return mark_safe(f'<span class="who">{sign}{named}</span>')  # noqa: S308 (escaped)

    return Column(key, label, show, value=value, sort=sort or value or key, css="name", always=True)


def text_column(key: str, label: Text, **options: Any) -> Column:
    """Words; a dash where there are none."""
    return Column(key, label, lambda value, row: value or formats.ABSENT, **_words(options))


def choice_column(key: str, label: Text, **options: Any) -> Column:
    """The label of a field with choices."""

    def show(value: Any, row: Any) -> str:
        return formats.ABSENT if value in (None, "") else display(row, options.get("value") or key)

    return Column(key, label, show, **_left(options))


def tag_column(key: str, label: Text, kinds: dict[str, str], **options: Any) -> Column:
    """A state as a tag: `kinds` maps its value to pos, neg, warn, info or nothing."""

    def show(value: Any, row: Any) -> str:
        if value in (None, ""):
            return formats.ABSENT
        return _tag(kinds.get(value, ""), display(row, key))

    return Column(key, label, show, **_left(options))


def words_column(key: str, label: Text, **options: Any) -> Column:
    """A list of words as tags."""

    def show(value: Any, row: Any) -> str:
        tags = [_tag("", word) for word in value or ()]
        return mark_safe(" ".join(tags)) if tags else formats.ABSENT  # noqa: S308 (each tag is escaped above)

    return Column(key, label, show, **_words(options))


def link_column(key: str, label: Text, *, url: str, **options: Any) -> Column:
    """Another record, linked to its page."""

    def show(value: Any, row: Any) -> str:
        return formats.ABSENT if value is None else link(url, value.pk, value)

    return Column(key, label, show, **_words(options))


def person_column(key: str, label: Text, **options: Any) -> Column:
    """A member: the initials, the name for those who listen or point."""

    def show(value: Any, row: Any) -> str:
        return formats.ABSENT if value is None else _person(str(value))

    return Column(key, label, show, **options)


def money_column(key: str, label: Text, **options: Any) -> Column:
    """An amount in minor units, in the currency of its row."""

    def show(value: Any, row: Any) -> str:
        if value is None:
            return formats.ABSENT
        return formats.money(value, getattr(row, "currency", ""), get_language() or "fr")

    return Column(key, label, show, css=_numeric(options), is_money=True, **options)


def number_column(key: str, label: Text, decimals: int = 0, **options: Any) -> Column:
    """A number; a dash where there is none."""

    def show(value: Any, row: Any) -> str:
        return formats.ABSENT if value is None else formats.number(value, get_language() or "fr", decimals)

    return Column(key, label, show, css=_numeric(options), **options)


def day_column(key: str, label: Text, **options: Any) -> Column:
    """A day, or the day of a moment."""
    return Column(
        key, label, lambda value, row: formats.day(value) if value else formats.ABSENT, **_left(options)
    )


def moment_column(key: str, label: Text, **options: Any) -> Column:
    """A day with its hour."""

    def show(value: Any, row: Any) -> str:
        return f"{formats.day(value)} {formats.clock(value)}" if value else formats.ABSENT

    return Column(key, label, show, **_left(options))


def linked(column: Column, address: Callable[[Any], str]) -> Column:
    """The column with its text linked to `address(row)`; nothing is linked where that is empty."""

    def show(value: Any, row: Any) -> str:
        text, url = column.show(value, row), address(row)
        return format_html('<a href="{}">{}</a>', url, text) if url and value else text

    return replace(column, show=show)


def flat(value: Any) -> str | int | float | Decimal | date | datetime | None:
    """A value as an export writes it: names for records, words for lists."""
    if value is None or isinstance(value, (int, float, Decimal, date, datetime)):
        return value
    if isinstance(value, (list, tuple)):
        return ", ".join(
            str(item.get("value", "")) if isinstance(item, dict) else str(item) for item in value
        )
    return str(value)


def amount(minor: int | None) -> Decimal | None:
    """Minor units as the decimal an export carries."""
    return None if minor is None else Decimal(plain(minor))


def grouped(count: int) -> str:
    """A count with its thousands set apart."""
    return formats.number(count, get_language() or "fr")


def _left(options: dict[str, Any]) -> dict[str, Any]:
    return {"css": "minor", **options}


def _words(options: dict[str, Any]) -> dict[str, Any]:
    """Words are cut off where the table would grow wider than its card."""
    return {"css": "clip minor", **options}


def _numeric(options: dict[str, Any]) -> str:
    return f"num {options.pop('css', '')}".strip()
