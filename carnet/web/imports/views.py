"""Choosing files, checking them, following their import."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.core.acting import Role
from carnet.core.errors import DomainError
from carnet.interchange import actions, queries, uploads
from carnet.interchange.models import ImportState
from carnet.interchange.plan import Options
from carnet.web import pages
from carnet.web.imports import showing, undoing
from carnet.web.imports.forms import OptionsForm
from carnet.web.middleware import PageRequest

MOST_PREVIEWED = 5000
RECENT = 50
RECENT_BESIDE = 6


@require_GET
@pages.page
def import_list(request: PageRequest) -> HttpResponse:
    return pages.render(request, "web/imports/list.html", _chooser(request))


@require_POST
@pages.writing
def import_new(request: PageRequest) -> HttpResponse:
    pages.actor(request).require(Role.ADMIN)
    files = [uploads.Incoming(file.name or "", file.chunks()) for file in request.FILES.getlist("files")]
    try:
        kept = uploads.keep_upload(files=files, user_id=request.viewer.user_id)
    except DomainError as refusal:
        return pages.render(request, "web/imports/list.html", _chooser(request, refusal), status=422)
    return HttpResponseRedirect(reverse("imports:upload", args=[kept.key]), status=303)


@require_http_methods(["GET", "POST"])
@pages.writing
def upload(request: PageRequest, key: str) -> HttpResponse:
    pages.actor(request).require(Role.ADMIN)
    kept = uploads.upload(key, user_id=request.viewer.user_id)
    form = OptionsForm(request.POST or request.GET)
    if request.method == "POST":
        return _begin(request, kept, form.options())
    context: dict[str, Any] = {"upload": kept, "form": form}
    try:
        context |= showing.check(kept, form.options(), actor=pages.actor(request), most_rows=MOST_PREVIEWED)
    except DomainError as refusal:
        context["refusal"] = refusal
    status = 422 if "refusal" in context else 200
    return pages.render(request, "web/imports/check.html", context, status=status)


def _begin(request: PageRequest, kept: uploads.Upload, options: Options) -> HttpResponse:
    # The queue is a third of the start of the server: only who imports pays for it.
    from carnet.interchange import tasks

    actor, language = pages.actor(request), get_language() or "fr"
    with transaction.atomic():
        started, _plan = actions.begin_import(sources=list(kept.sources), options=options, actor=actor)
        transaction.on_commit(
            lambda: tasks.load_upload(started.pk, kept.key, options.kind, options.dates, language),
            robust=True,
        )
    return HttpResponseRedirect(reverse("imports:import", args=[started.pk]), status=303)


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
        "recent": queries.visible_imports(request.viewer).exclude(pk=pk).order_by("-pk")[:RECENT_BESIDE],
    }
    return pages.render(request, "web/imports/report.html", context)


def _chooser(request: PageRequest, refusal: DomainError | None = None) -> dict[str, Any]:
    imports = queries.visible_imports(request.viewer).order_by("-pk")[:RECENT]
    return {
        "imports": [(item, showing.totals(item.report)) for item in imports],
        "refusal": refusal,
        "may_import": request.viewer.may_administer,
    }
