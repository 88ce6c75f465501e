"""The tables of a base: finding them, saying what their records and columns are."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.errors import DomainError, Message
from carnet.interchange.airtable import decisions, finding, queries
from carnet.interchange.airtable.models import AirtableTable
from carnet.interchange.headers import recognise
from carnet.interchange.kinds import IMPORT_ORDER, KINDS
from carnet.web import pages
from carnet.web.imports import labels
from carnet.web.imports.airtable import show
from carnet.web.imports.airtable_forms import TableNameForm
from carnet.web.middleware import PageRequest
from carnet.web.people import settings


@dataclass(frozen=True)
class Column:
    """A column of a table and what it is in Carnet; '' where it is left out."""

    at: int
    header: str
    target: str


@require_POST
@pages.writing
def table_search(request: PageRequest) -> HttpResponse:
    """Ask Airtable which tables the base has."""
    actor = pages.administrator(request)
    try:
        found = finding.find_tables(actor=actor)
    except DomainError as refusal:
        return show(request, str(refusal))
    text = ngettext("%(count)s table found.", "%(count)s tables found.", len(found))
    pages.say(request, text % {"count": len(found)})
    return HttpResponseRedirect(reverse("imports:airtable"), status=303)


@require_POST
@pages.writing
def table_new(request: PageRequest) -> HttpResponse:
    """Add a table by its name."""
    actor = pages.administrator(request)
    form = TableNameForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    try:
        found = finding.add_table(name=name, actor=actor)
    except DomainError as refusal:
        return show(request, str(refusal))
    return HttpResponseRedirect(reverse("imports:airtable-table", args=[found.pk]), status=303)


@require_http_methods(["GET", "POST"])
@pages.writing
def table(request: PageRequest, pk: int) -> HttpResponse:
    """What the records of a table are, and each of its columns."""
    actor = pages.administrator(request)
    found = pages.one(queries.visible_tables(request.viewer), pk)
    kind = _kind(request, found)
    if request.method != "POST" or "again" in request.POST:
        return _show(request, found, kind, _columns(found, kind))
    chosen = {header: request.POST.get(f"column-{at}", "") for at, header in enumerate(found.headers)}
    try:
        decisions.choose_table(table=found, kind=kind, columns=chosen, actor=actor)
    except DomainError as refusal:
        columns = [Column(at, header, chosen[header]) for at, header in enumerate(found.headers)]
        return _show(request, found, kind, columns, refusal.message)
    pages.say(request, _("%(name)s saved.") % {"name": found})
    return HttpResponseRedirect(reverse("imports:airtable"), status=303)


def _kind(request: PageRequest, found: AirtableTable) -> str:
    sent = request.POST.get("kind", request.GET.get("kind", found.kind))
    return sent if sent in KINDS else ""


def _columns(found: AirtableTable, kind: str) -> list[Column]:
    """As chosen for this kind, else as recognised."""
    chosen: dict[str, str] = dict(found.columns) if kind == found.kind else {}
    if not chosen and kind and (guess := recognise(found.headers, kind=kind)):
        chosen = {found.headers[at]: target for at, target in guess.mapping.items()}
    return [Column(at, header, chosen.get(header, "")) for at, header in enumerate(found.headers)]


def _show(
    request: PageRequest,
    found: AirtableTable,
    kind: str,
    columns: list[Column],
    refusal: Message = "",
) -> HttpResponse:
    fields = KINDS[kind].fields if kind else ()
    context: dict[str, Any] = {
        "table": found,
        "kind": kind,
        "kinds": [(name, labels.KINDS[name]) for name in IMPORT_ORDER],
        "columns": columns,
        "targets": sorted(((name, str(labels.target(name))) for name in fields), key=lambda one: one[1]),
        "refusal": refusal,
    }
    return settings.show(request, "web/imports/airtable/table.html", context, status=422 if refusal else 200)
