"""The facts of a record page: the strip under the title, the side facts edited in place, the linked cards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from carnet.core.custom import name_of
from carnet.identity.models import CustomField
from carnet.identity.queries import custom_fields
from carnet.journal.images import value_of
from carnet.web import formats
from carnet.web.custom.values import said
from carnet.web.lists.columns import Text
from carnet.web.records import Subject

Show = Callable[[Any, Any], str]


@dataclass(frozen=True)
class Fact:
    """One fact as shown: `edit_url` lets it be edited in place, `copy` puts it on the clipboard."""

    key: str
    label: Text
    html: str
    edit_url: str = ""
    copy: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing is known yet."""
        return self.html == formats.ABSENT

    @property
    def dom_id(self) -> str:
        """The id of its value on the page."""
        return f"fact-{self.key}"


@dataclass(frozen=True)
class Part:
    """How one field of a record is shown beside its timeline."""

    key: str
    label: Text
    show: Show = lambda value, row: str(value or "")
    copies: bool = False


def side_facts(record: Any, subject: Subject, parts: Iterable[Part], *, may_write: bool) -> list[Fact]:
    """The facts of a record, each editable by those who may write; those the company added come last."""
    shown = [*parts, *own_parts(record.journal_kind())]
    return [fact(record, subject, part, may_write=may_write) for part in shown]


def own_parts(kind: str) -> list[Part]:
    """The fields the company added to a kind of record."""
    return [
        Part(name_of(field.key), field.label, partial(_own, field), copies=field.type in ("text", "number"))
        for field in custom_fields(kind)
    ]


def own_fact(subject: Subject, record: Any, name: str) -> Fact:
    """One of these fields after its edit."""
    return fact(record, subject, part_of(own_parts(record.journal_kind()), name))


def _own(field: CustomField, value: Any, row: Any) -> str:
    return said(field, value)


def fact(record: Any, subject: Subject, part: Part, *, may_write: bool = True) -> Fact:
    """One fact of a record."""
    value = value_of(record, part.key)
    html = conditional_escape(part.show(value, record)) if value not in (None, "", []) else ""
    return Fact(
        key=part.key,
        label=part.label,
        html=html or formats.ABSENT,
        edit_url=subject.url("field", record.pk, part.key) if may_write else "",
        copy=_copied(value) if part.copies else "",
    )


def money(value: Any, row: Any) -> str:
    """An amount, in the record's currency or else the company's."""
    return formats.money(value, getattr(row, "currency", ""), get_language() or "fr")


def part_of(parts: Iterable[Part], key: str) -> Part:
    """The part of this key; a plain one for a field shown nowhere."""
    return next((part for part in parts if part.key == key), Part(key, key))


def mail_links(value: Any, row: Any) -> str:
    """E-mail addresses, from a text or from details, as links."""
    return _joined(format_html('<a href="mailto:{}">{}</a>', text, text) for text in texts(value))


def phone_links(value: Any, row: Any) -> str:
    """Phone numbers as links that call."""
    return _joined(format_html('<a href="tel:{}">{}</a>', dialled(text), text) for text in texts(value))


def web_links(value: Any, row: Any) -> str:
    """Web addresses as links, safe ones only."""
    return _joined(_web_link(text) for text in texts(value))


def record_link(url: str) -> Show:
    """Another record, linked."""
    return lambda value, row: format_html('<a href="{}">{}</a>', reverse(url, args=[value.pk]), value)


def words(value: Any, row: Any) -> str:
    """Tags."""
    return _joined(format_html('<span class="tag">{}</span>', word) for word in value)


def addresses(value: Any, row: Any) -> str:
    """Postal addresses, one after another."""
    return " · ".join(
        ", ".join(
            filter(
                None, (item.get("street"), f"{item.get('postal_code', '')} {item.get('city', '')}".strip())
            )
        )
        for item in value
    )


def labelled(value: Any, row: Any, key: str) -> str:
    """The label of a choice."""
    return str(getattr(row, f"get_{key}_display")())


def texts(value: Any) -> list[str]:
    """The texts of a field that holds one or several."""
    if isinstance(value, str):
        return [value] if value else []
    return [str(item["value"]) if isinstance(item, dict) else str(item) for item in value or ()]


def dialled(phone: str) -> str:
    """The digits of a number as a phone dials them."""
    return "".join(letter for letter in phone if letter.isdigit() or letter == "+")


@dataclass(frozen=True)
class Card:
    """Records linked to this one: the first of them, how many, where all are and where one is added."""

    title: Text
    rows: list[dict[str, Any]]
    count: int
    all_url: str
    new_url: str = ""


MOST_LINKED = 6


def first_of(rows: QuerySet[Any]) -> list[Any]:
    """What a card shows, and one more where there are more."""
    return list(rows[: MOST_LINKED + 1])


def card(
    title: Text,
    rows: QuerySet[Any],
    row: Callable[[Any], dict[str, Any]],
    *,
    all_url: str,
    new_url: str = "",
    read: list[Any] | None = None,
) -> Card:
    """The first rows of a query and their count, in two queries at most; one less if `read` by `first_of`."""
    first = first_of(rows) if read is None else read
    count = len(first) if len(first) <= MOST_LINKED else rows.order_by().count()
    return Card(title, [row(record) for record in first[:MOST_LINKED]], count, all_url, new_url)


def _copied(value: Any) -> str:
    return next(iter(texts(value)), "")


def _joined(parts: Iterable[str]) -> str:
    return mark_safe(" ".join(parts))  # noqa: S308 (each part comes from format_html)


def _web_link(text: str) -> str:
    address = text if text.lower().startswith(("http://", "https://")) else f"https://{text}"
    return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', address, text)
