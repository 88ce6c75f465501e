"""The machinery of every list page: one declaration, one function that answers the request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet, Sum
from django.http import HttpResponseBase, HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from carnet.core.lean import lean
from carnet.identity.visibility import Viewer
from carnet.web.addresses import known
from carnet.web.custom.lists import with_own_fields
from carnet.web.lists import saved
from carnet.web.lists.bulk import BulkForm
from carnet.web.lists.columns import Column, Text, chosen, record_address
from carnet.web.lists.export import exported, exports_of
from carnet.web.lists.filters import Filter, filter_form
from carnet.web.lists.keyset import Order, Slice, order_of, page_of
from carnet.web.middleware import PageRequest
from carnet.web.pages import render
from carnet.web.templatetags.look import icon

Rows = QuerySet[Any]
SIZES = (25, 50, 100)
MOST_COUNTED = 10_000
MOST_WORDS = 200
PLACE = ("after", "before")
PASSING = ("format", "fields", "version", "menu")
"""Parameters of one answer: no link carries them on."""


@dataclass(frozen=True)
class ListPage:
    """What a list shows and may do; `key` names it in saved views and exports."""

    key: str
    title: Text
    rows: Callable[[Viewer], Rows]
    matching: Callable[[Rows, str], Rows]
    columns: tuple[Column, ...]
    counted: Callable[[int], str]
    filters: tuple[Filter, ...] = ()
    sort: str = ""
    enrich: Callable[[Viewer, list[Any], date], None] | None = None
    totals: Callable[[Viewer, Rows, date], Mapping[str, int]] | None = None
    new_url: str = ""
    new_label: Text = ""
    record_url: str = ""
    edit_url: str = ""
    bulk_url: str = ""
    bulk: tuple[str, ...] = ("assign", "tag", "delete")
    amount: str = ""
    links: Callable[[Viewer], list[dict[str, Any]]] | None = None
    empty_reason: Text = ""


@dataclass
class Reading:
    """A list as one request asks for it: every wrong parameter is left out and named in `problems`."""

    listing: ListPage
    viewer: Viewer
    params: QueryDict
    path: str
    today: date
    problems: list[str] = field(default_factory=list)

    @cached_property
    def form(self) -> forms.Form:
        """The filters as a form."""
        form = filter_form(self.listing.filters, self.params, self.viewer)
        for name, messages in form.errors.items():
            label = form.fields[name].label or name
            self.problems.append(f"{label}: {' '.join(str(message) for message in messages)}")
        return form

    @cached_property
    def menu(self) -> Filter | None:
        """The filter whose inputs are asked for."""
        wanted = self.params.get("menu", "")
        return next((one for one in self.listing.filters if one.key == wanted), None)

    def inputs(self, one: Filter) -> list[forms.BoundField]:
        """The fields of a filter: drawing them may list every product, so only an open menu does."""
        return [self.form[name] for name in one.inputs]

    @cached_property
    def query(self) -> str:
        """The words one filters by."""
        return self.params.get("q", "").replace("\x00", "").strip()[:MOST_WORDS]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown."""
        return chosen(self.listing.columns, self.params.getlist("columns"))

    @cached_property
    def size(self) -> int:
        """Rows on a page."""
        wanted = self.params.get("size", "")
        return int(wanted) if wanted in {str(size) for size in SIZES} else 50

    @cached_property
    def sorting(self) -> tuple[Column, bool]:
        """The column sorted by, and whether downwards."""
        by_key = {column.key: column for column in self.listing.columns if column.sort}
        wanted = self.params.get("sort", "")
        if wanted and wanted.removeprefix("-") not in by_key:
            self.problems.append(_("This list cannot be sorted by “%(name)s”.") % {"name": wanted[:60]})
            wanted = ""
        wanted = wanted or self.listing.sort or next(iter(by_key))
        return by_key[wanted.removeprefix("-")], wanted.startswith("-")

    @cached_property
    def rows(self) -> Rows:
        """All rows of the filters and the words, without an order."""
        rows = self.listing.rows(self.viewer)
        for one in self.listing.filters:
            condition = one.condition(self.form.cleaned_data)
            rows = rows if condition is None else rows.filter(condition)
        if not self.query:
            return rows
        # Found first, sorted after: in the order of an index SQLite fetches the table row by scattered row.
        found: Rows = rows.filter(pk__in=self.listing.matching(rows, self.query).order_by().values("pk"))
        return found

    @cached_property
    def order(self) -> Order:
        """The order of the rows."""
        column, descending = self.sorting
        return order_of(self.rows.model, column.sort, descending=descending)

    @cached_property
    def sorted_rows(self) -> Rows:
        """The rows with what they are sorted by."""
        column, _descending = self.sorting
        if column.annotation is None:
            return self.rows
        sorted_rows: Rows = self.rows.annotate(**{column.sort: column.annotation(self.viewer)})
        return sorted_rows

    @property
    def lean_rows(self) -> Rows:
        """`sorted_rows` with just the linked records and columns that a page shows."""
        shown = {column.value or column.key for column in self.columns}
        return lean(self.sorted_rows, {self.order.path, *shown})

    @cached_property
    def page(self) -> Slice:
        """The rows of this page; a broken cursor leads to the first."""
        after, before = self.params.get("after", ""), self.params.get("before", "")
        try:
            page = page_of(self.lean_rows, self.order, size=self.size, after=after, before=before)
        except ValueError:
            self.problems.append(_("This page of the list is no longer there: here is the first."))
            page = page_of(self.lean_rows, self.order, size=self.size)
        self.complete(page.rows)
        return page

    def complete(self, rows: list[Any]) -> None:
        """Bring what the rows show of other records, in a number of queries that does not grow."""
        if self.listing.enrich and rows:
            self.listing.enrich(self.viewer, rows, self.today)

    @cached_property
    def count(self) -> int:
        """How many rows in all; one more than `MOST_COUNTED` stands for more."""
        if not self.params.keys() & set(PLACE) and len(self.page.rows) < self.size:
            return len(self.page.rows)
        return self.rows.order_by()[: MOST_COUNTED + 1].count()

    @cached_property
    def totals(self) -> dict[str, int]:
        """The sums of all rows by column."""
        sums = {column.key: column.total for column in self.columns if column.total}
        found: dict[str, int] = {}
        if sums:
            wanted = {f"total_{key}": Sum(path) for key, path in sums.items()}
            summed = self.rows.order_by().aggregate(**wanted)
            found = {key: summed[f"total_{key}"] or 0 for key in sums}
        if self.listing.totals:
            found |= self.listing.totals(self.viewer, self.rows.order_by(), self.today)
        return found

    def address(self, drop: tuple[str, ...] = (), **changes: Any) -> str:
        """This list with other parameters; always from its first page unless a cursor is among them."""
        pairs = clean_pairs(self.params, drop=(*PLACE, *PASSING, *drop, *changes))
        pairs += [(name, str(value)) for name, value in changes.items() if value not in ("", None)]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def view_query(self) -> str:
        """The parameters that make a saved view: no page, no view id."""
        return urlencode(clean_pairs(self.params, drop=("view", *PLACE, *PASSING)))


def clean_pairs(params: QueryDict, drop: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The parameters that say something, in their order."""
    return [
        (name, value)
        for name in params
        if name not in drop
        for value in dict.fromkeys(params.getlist(name))
        if value != ""
    ]


def show(request: PageRequest, listing: ListPage) -> HttpResponseBase:
    """The list: a page, its rows for htmx, or an export of exactly what is shown."""
    if any(value == "" for values in request.GET.lists() for value in values[1]) and not request.htmx:
        return HttpResponseRedirect(_tidy(request))
    listing = with_own_fields(listing, request.viewer)
    reading = Reading(listing, request.viewer, request.GET, request.path, timezone.localdate())
    if wanted := request.GET.get("format"):
        return exported(reading, wanted, every_field=request.GET.get("fields") == "all")
    if request.htmx and reading.menu:
        return render(request, "web/parts/_filter.html", {"inputs": reading.inputs(reading.menu)})
    template = "web/list.html#rows" if request.htmx and not request.htmx.boosted else "web/list.html"
    response = render(request, template, context_of(request, reading))
    if request.htmx:
        response["HX-Push-Url"] = reading.address()
    return response


def context_of(request: PageRequest, reading: Reading) -> dict[str, Any]:
    """What the template of a list shows."""
    page, count, filters = reading.page, reading.count, _filters(reading)
    chips = [one for one in filters if one["said"]]
    return {
        "list": reading.listing,
        "reading": reading,
        "heads": _heads(reading),
        "rows": _rows(reading),
        "cursors": (page.before, page.after),
        "previous_url": reading.address(before=page.before) if page.before else "",
        "next_url": reading.address(after=page.after) if page.after else "",
        "count": min(count, MOST_COUNTED),
        "capped": count > MOST_COUNTED,
        "counted": reading.listing.counted(min(count, MOST_COUNTED)) + ("+" if count > MOST_COUNTED else ""),
        "foot": _foot(reading),
        "chips": chips,
        "unset": [one for one in filters if not one["said"]],
        "menu_open": any(one["inputs"] and not one["said"] for one in filters),
        "kept": clean_pairs(reading.params, drop=_form_names(reading)),
        "besides_columns": clean_pairs(reading.params, drop=("columns", *PLACE, *PASSING)),
        "picker": [
            (column, column in reading.columns) for column in reading.listing.columns if not column.always
        ],
        "links": _links(reading),
        "problems": reading.problems,
        "bulk_form": BulkForm(viewer=reading.viewer) if reading.listing.bulk_url else None,
        "exports": exports_of(reading),
        "is_filtered": bool(reading.query or chips),
        **saved.context_of(request, reading.listing.key, reading.view_query, reading.path),
    }


def _links(reading: Reading) -> list[dict[str, Any]]:
    """Buttons beside the export: an import, and what the list adds."""
    own = reading.listing.links(reading.viewer) if reading.listing.links else []
    imports = known("imports:import-list") if reading.viewer.may_administer else ""
    return [*([{"url": imports, "label": _("Import"), "icon": "upload"}] if imports else []), *own]


def _tidy(request: PageRequest) -> str:
    pairs = clean_pairs(request.GET)
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def _heads(reading: Reading) -> list[dict[str, Any]]:
    sorted_by, descending = reading.sorting
    return [
        {
            "label": column.label,
            "css": column.css,
            "hint": column.hint(reading.today) if column.hint else "",
            "url": reading.address(sort=_next_sort(column, sorted_by, descending)) if column.sort else "",
            "sorted": ("descending" if descending else "ascending") if column == sorted_by else "",
        }
        for column in reading.columns
    ]


def _next_sort(column: Column, sorted_by: Column, descending: bool) -> str:
    down = not descending if column == sorted_by else column.is_numeric
    return f"-{column.key}" if down else column.key


def _rows(reading: Reading) -> list[SafeString]:
    """The rows as HTML, put together here: a template takes three times as long for a hundred."""
    listing, columns = reading.listing, reading.columns
    writes = reading.viewer.may_write
    ticks = bool(listing.bulk_url) and writes
    ways = _ways(listing, writes=writes)
    return [
        mark_safe(  # noqa: S308 (each cell escapes its text)
            (_tick(listing, row) if ticks else "")
            + "".join([column.cell(row) for column in columns])
            + ways(row)
        )
        for row in reading.page.rows
    ]


def _ways(listing: ListPage, *, writes: bool) -> Callable[[Any], str]:
    """The last cell of a row: its side panel, and where the key e leads."""
    if not listing.record_url:
        return lambda row: ""
    sign, label = icon("panel-right", 15), escape(_("Preview"))

    def cell(row: Any) -> str:
        page = record_address(listing.record_url, row.pk)
        edit = record_address(listing.edit_url, row.pk) if writes and listing.edit_url else ""
        hidden = f'<a href="{edit}" data-edit hidden tabindex="-1" aria-hidden="true"></a>' if edit else ""
        return (
            f'<td class="peek minor"><a href="{page}" hx-get="{page}?panel=1" hx-target="#panel"'
            f' aria-label="{label} {escape(str(row))}">{sign}</a>{hidden}</td>'
        )

    return cell


def _tick(listing: ListPage, row: Any) -> str:
    amount = getattr(row, listing.amount, None) if listing.amount else None
    sum_up = "" if amount is None else f' data-amount="{amount}"'
    return (
        f'<td class="tick"><input type="checkbox" class="check" name="pk" value="{row.pk}" form="bulk"'
        f' data-select{sum_up} aria-label="{escape(str(row))}"></td>'
    )


def _foot(reading: Reading) -> list[dict[str, Any]]:
    """The cells of the foot: how many, then the sum under each column that has one."""
    totals = reading.totals
    cells = [
        {
            "css": column.css,
            "text": column.show(totals[column.key], None) if totals.get(column.key) is not None else "",
        }
        for column in reading.columns
    ]
    return cells if any(cell["text"] for cell in cells) else []


def _filters(reading: Reading) -> list[dict[str, Any]]:
    """The filters with what they say on their chip: nothing while they are not set."""
    form = reading.form
    return [
        {
            "label": one.label,
            "said": one.said(form.cleaned_data, form) if one.condition(form.cleaned_data) is not None else "",
            "clear_url": reading.address(drop=one.names),
            "menu_url": reading.address(menu=one.key),
            "inputs": reading.inputs(one) if one == reading.menu else None,
            "sent": [pair for pair in clean_pairs(reading.params) if pair[0] in one.names],
        }
        for one in reading.listing.filters
    ]


def _form_names(reading: Reading) -> tuple[str, ...]:
    names = (name for one in reading.listing.filters for name in one.names)
    return ("q", *PLACE, *PASSING, *names)
