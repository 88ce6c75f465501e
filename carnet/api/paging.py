"""Lists: limit, offset, sort, q and one filter per field; an unknown name is refused, never ignored."""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from carnet.api.bodies import check_text
from carnet.api.fields import Field
from carnet.core.errors import Invalid
from carnet.identity.visibility import Viewer

Record = TypeVar("Record", bound=Model)
Matching = Callable[[QuerySet[Any], str], QuerySet[Any]]
DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET = 50, 1000, 2**31 - 1
LONGEST_VALUE, MOST_VALUES = 300, 100
_PAGING = frozenset({"limit", "offset", "sort", "q"})
_RANGE = re.compile(r"(.+)_(from|to)")


def page_of(
    rows: QuerySet[Record],
    request: HttpRequest,
    viewer: Viewer,
    *,
    fields: Iterable[Field],
    matching: Matching | None,
    day: str = "",
) -> tuple[list[Record], int]:
    """One page of the rows a query string asks for, and how many rows there are in all."""
    check_values(request)
    limit = bounded(request, "limit", DEFAULT_LIMIT, LARGEST_LIMIT)
    offset = bounded(request, "offset", 0, LARGEST_OFFSET)
    by_name = {field.name: field for field in fields}
    order = _order(rows, request.GET.get("sort", "id"), by_name)
    rows = rows.filter(_filters(request, viewer, by_name, day))
    if matching and (query := request.GET.get("q", "")):
        rows = matching(rows, query)
    count = rows.order_by().count()
    found = list(rows.order_by(*order)[offset : offset + limit]) if limit and offset < count else []
    return found, count


def check_values(request: HttpRequest) -> None:
    """Refuse values no column holds, before any of them is looked at."""
    for name, values in request.GET.lists():
        check_text((name, *values))
        if len(values) > MOST_VALUES:
            raise Invalid(_("At most %(most)s of them.") % {"most": MOST_VALUES}, field=name[:60])
        if any(len(value) > LONGEST_VALUE for value in values):
            raise Invalid(_("This text is too long."), field=name[:60])


def bounded(request: HttpRequest, name: str, default: int, most: int) -> int:
    """A whole number of the query string, from zero to `most`."""
    text = request.GET.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > most:
        raise Invalid(_("Expected a whole number from 0 to %(most)s.") % {"most": most}, field=name)
    return int(text)


def _order(rows: QuerySet[Any], sort: str, fields: dict[str, Field]) -> list[Any]:
    """The field asked for, then the id, so that no record stands on two pages."""
    name = sort.removeprefix("-")
    descending = sort.startswith("-")
    tie = "-id" if descending else "id"
    if name == "id":
        return [tie]
    field = fields.get(name)
    if field is None or not field.sortable:
        raise Invalid(_("Cannot sort by “%(name)s”.") % {"name": name[:60]}, field="sort")
    path = field.kind.sort_path(field.path)
    if not _nullable(rows, path):
        return [f"-{path}" if descending else path, tie]
    # The two engines put absent values on opposite ends unless told.
    expression = F(path)
    return [expression.desc(nulls_last=True) if descending else expression.asc(nulls_last=True), tie]


def _nullable(rows: QuerySet[Any], path: str) -> bool:
    try:
        return bool(rows.model._meta.get_field(path.split("__", maxsplit=1)[0]).null)
    except FieldDoesNotExist:
        return True


def _filters(request: HttpRequest, viewer: Viewer, fields: dict[str, Field], day: str) -> Q:
    """All filters together; the values of one name are alternatives, an empty value is none."""
    wanted = Q()
    for name, values in request.GET.lists():
        if name in _PAGING:
            continue
        field, bound = _meant(name, fields, day)
        alternatives = Q()
        for text in filter(None, (value.strip() for value in values)):
            alternatives |= _one(field, bound, text, viewer, name)
        wanted &= alternatives
    return wanted


def _one(field: Field, bound: str, text: str, viewer: Viewer, name: str) -> Q:
    try:
        if bound:
            return field.kind.between(field.path, bound, text)
        return field.kind.matching(field.path, text, viewer)
    except Invalid as refusal:
        raise Invalid(refusal.message, field=name) from None


def _meant(name: str, fields: dict[str, Field], day: str) -> tuple[Field, str]:
    """The field a filter names and, for `x_from` and `x_to` (or `from` and `to`: the day), the bound."""
    if name in fields and fields[name].filterable:
        return fields[name], ""
    if day and name in ("from", "to"):
        name = f"{day}_{name}"
    found = _RANGE.fullmatch(name)
    if found and (field := fields.get(found[1])) and field.filterable and field.kind.ranged:
        return field, {"from": "gte", "to": "lte"}[found[2]]
    raise Invalid(_("There is no filter “%(name)s”.") % {"name": name[:60]}, field=name[:60])
