"""Rows without what nobody is shown of other records: making objects of it takes longer than the rows."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

HEAVY = {"TextField", "JSONField", "DateTimeField"}
"""Columns that a link never shows: long, or parsed for every row."""


def lean(rows: QuerySet[Any], shown: Iterable[str]) -> QuerySet[Any]:
    """The rows with those of their links that lead to the paths shown, and of these the light columns."""
    related = rows.query.select_related
    if not isinstance(related, dict):
        return rows
    wanted = [f"{path}__" for path in shown]
    links = [link for link in _links(related) if any(path.startswith(f"{link}__") for path in wanted)]
    rows = rows.select_related(None)
    if links:
        heavy = [column for link in links for column in _heavy(rows.model, link)]
        rows = rows.select_related(*links).defer(*(column for column in heavy if f"{column}__" not in wanted))
    return rows


def once(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with each linked record made once a chunk, not once a row: for thousands with few agents."""
    related = rows.query.select_related
    if not isinstance(related, dict):
        return rows
    return rows.select_related(None).prefetch_related(*_links(related))


def _links(related: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, further in related.items():
        yield before + name
        yield from _links(further, f"{before}{name}__")


def _heavy(model: type[Model], link: str) -> Iterator[str]:
    for name in link.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    for field in model._meta.concrete_fields:
        if field.get_internal_type() in HEAVY:
            yield f"{link}__{field.name}"
