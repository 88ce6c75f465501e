"""Undo of an import: what it would do, the choice where something was changed since, and the doing."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carnet.identity.visibility import Viewer
from carnet.interchange import queries
from carnet.interchange.models import Import, ImportState
from carnet.interchange.undo.actions import EditedLater, Undone, is_undoable, preview_undo, undo_import
from carnet.web import pages
from carnet.web.formats import number
from carnet.web.middleware import PageRequest

SHOWN = 50


@require_http_methods(["GET", "POST"])
@pages.writing
def undo(request: PageRequest, pk: int) -> HttpResponse:
    pages.administrator(request)
    run = pages.one(queries.visible_imports(request.viewer), pk)
    if run.state == ImportState.UNDONE:  # a second click, or a page that was open since before
        return _report(request, run)
    if request.method == "POST":
        try:
            done = undo_import(
                started=run, keep_later="keep_later" in request.POST, actor=pages.actor(request)
            )
        except EditedLater:
            return pages.render(request, "web/imports/undo.html", _choice(request, run), status=409)
        pages.say(request, _said(done))
        return _report(request, run)
    template = "web/imports/undo.html#choice" if request.htmx else "web/imports/undo.html"
    return pages.render(request, template, _choice(request, run))


def _report(request: PageRequest, run: Import) -> HttpResponse:
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return HttpResponseRedirect(reverse("imports:import", args=[run.pk]), status=303)


def _choice(request: PageRequest, run: Import) -> dict[str, Any]:
    plan = preview_undo(started=run, actor=pages.actor(request))
    kept = list(plan.later.values())
    removed, restored = plan.removed.total(), plan.restored.total()
    return {
        "run": run,
        "removed": removed,
        "restored": restored,
        "freed": removed + restored,
        "kept": kept[:SHOWN],
        "kept_count": len(kept),
        "more": max(0, len(kept) - SHOWN),
    }


def _said(done: Undone) -> str:
    language = get_language() or "fr"
    counts = {"removed": done.removed.total(), "restored": done.restored.total()}
    text = _("Import undone: %(removed)s removed, %(restored)s as before.")
    return text % {name: number(count, language) for name, count in counts.items()}


def state(run: Import, viewer: Viewer) -> dict[str, Any]:
    """Whether the report offers the undo, or what it did."""
    return {
        "may_undo": is_undoable(run) and viewer.may_administer,
        "undoing": queries.undoing_of(run) if run.state == ImportState.UNDONE else None,
    }
