"""Choosing files, checking them, following their import."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from carnet.core.errors import DomainError
from carnet.interchange import queries, refusals, uploads
from carnet.interchange.models import ImportState
from carnet.web import pages
from carnet.web.imports import showing, undoing
from carnet.web.middleware import PageRequest

RECENT = 50
RECENT_BESIDE = 6


@require_GET
@pages.page
def import_list(request: PageRequest) -> HttpResponse:
    return pages.render(request, "web/imports/list.html", _chooser(request))


@require_POST
@pages.writing
def import_new(request: PageRequest) -> HttpResponse:
    pages.administrator(request)
    files = [uploads.Incoming(file.name or "", file.chunks()) for file in request.FILES.getlist("files")]
    try:
        kept = uploads.keep_upload(files=files, user_id=request.viewer.user_id)
    except DomainError as refusal:
        return pages.render(request, "web/imports/list.html", _chooser(request, refusal), status=422)
    return HttpResponseRedirect(reverse("imports:upload", args=[kept.key]), status=303)


@require_GET
@pages.page
def import_(request: PageRequest, pk: int) -> HttpResponse:
    run = pages.one(queries.visible_imports(request.viewer), pk)
    if request.htmx and run.state != ImportState.RUNNING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"run": run, **showing.progress(run, now=timezone.now())}
    if request.htmx:
        return pages.render(request, "web/imports/report.html#progress", context)
    context |= undoing.state(run, request.viewer) | {
        "files": showing.reported(run.report),
        "totals": showing.totals(run.report),
        "warnings": showing.warnings(run.report),
        "kept": {table.name for table in refusals.refused_tables(run)},
        "kept_cards": {table.name for table in refusals.refused_tables(run) if table.is_cards},
        "may_import": request.viewer.may_administer,
        "recent": queries.visible_imports(request.viewer).exclude(pk=pk).order_by("-pk")[:RECENT_BESIDE],
    }
    return pages.render(request, "web/imports/report.html", context)


def _chooser(request: PageRequest, refusal: DomainError | None = None) -> dict[str, Any]:
    imports = queries.visible_imports(request.viewer).order_by("-pk")[:RECENT]
    return {
        "imports": [(item, showing.totals(item.report)) for item in imports],
        "refusal": refusal,
        "may_import": request.viewer.may_administer,
        "mappings": showing.saved_mappings(request.viewer),
    }
