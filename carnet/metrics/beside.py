"""Figures of other records beside the rows of a page, in one query whatever the data."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value

Rows = QuerySet[Any]


def per(rows: Rows, link: str, figure: Any) -> Subquery:
    """A figure (Count, Sum, Max) of the rows that point to the outer record by `link`."""
    own = rows.filter(**{link: OuterRef("pk")}).order_by().annotate(whole=Value(1)).values("whole")
    return Subquery(own.annotate(figure=figure).values("figure"))


def figures_of(rows: Rows, **figures: Subquery) -> dict[int, dict[str, Any]]:
    """The figures of these rows by id."""
    return {row["pk"]: row for row in rows.order_by().values("pk", **figures)}


def put(rows: list[Any], found: dict[int, dict[str, Any]], *, zeros: tuple[str, ...] = ()) -> None:
    """Set the figures as attributes of the rows; those of `zeros` are 0 rather than nothing."""
    for row in rows:
        for name, value in found.get(row.pk, {}).items():
            if name != "pk":
                setattr(row, name, 0 if value is None and name in zeros else value)
