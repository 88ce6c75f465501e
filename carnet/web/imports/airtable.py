"""Airtable: how the connection stands, what a sync would do, running it, deciding what is disputed."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carnet.core.errors import DomainError, Message
from carnet.interchange.airtable import actions, decisions, queries
from carnet.interchange.airtable.connection import connection
from carnet.interchange.models import Import
from carnet.web import pages
from carnet.web.imports import showing
from carnet.web.imports.airtable_forms import SettingsForm
from carnet.web.imports.labels import KINDS
from carnet.web.middleware import PageRequest
from carnet.web.people import settings

SYNCS_SHOWN = 8
CONFLICTS_SHOWN = 100


@require_GET
@pages.page
def airtable(request: PageRequest) -> HttpResponse:
    pages.administrator(request)
    if request.htmx:
        return HttpResponse(status=204) if actions.is_busy() else HttpResponse(headers={"HX-Refresh": "true"})
    return show(request)


def show(request: PageRequest, refusal: Message = "", form: SettingsForm | None = None) -> HttpResponse:
    """The page, with what was refused above it."""
    found = connection()
    context: dict[str, Any] = {"connection": found, "refusal": refusal}
    if found:
        kept = queries.settings_of(found.base)
        conflicts = queries.visible_conflicts(request.viewer).order_by("pk")
        context |= {
            "form": form or SettingsForm(initial={"writes_back": kept.writes_back, "rhythm": kept.rhythm}),
            "tried": kept.tried,
            "tried_at": parse_datetime(kept.tried["at"]) if kept.tried else None,
            "tried_files": showing.reported(kept.tried.get("files", [])) if kept.tried else [],
            "is_busy": actions.is_busy(),
            "running": queries.visible_syncs(request.viewer).filter(state="running").first(),
            "tables": [(table, KINDS.get(table.kind, "")) for table in _tables(request)],
            "conflicts": conflicts[:CONFLICTS_SHOWN],
            "conflict_count": conflicts.count(),
            "syncs": [(run, showing.totals(run.report), _written(run)) for run in _syncs(request)],
        }
    return settings.show(request, "web/imports/airtable/page.html", context, status=422 if refusal else 200)


def _tables(request: PageRequest) -> Any:
    return queries.visible_tables(request.viewer).order_by("pk")


def _syncs(request: PageRequest) -> Any:
    return queries.visible_syncs(request.viewer).order_by("-pk")[:SYNCS_SHOWN]


def _written(run: Import) -> int:
    """How many cells of the base a sync changed."""
    return sum(len(file.get("written", [])) for file in run.report)


@require_POST
@pages.writing
def airtable_settings(request: PageRequest) -> HttpResponse:
    """Switch writing back on or off, and choose how often to synchronise."""
    actor = pages.administrator(request)
    form = SettingsForm(request.POST)
    chosen = form.is_valid() and pages.attempt(
        form, lambda: decisions.choose_settings(**form.cleaned_data, actor=actor)
    )
    if not chosen:
        return show(request, _("These settings cannot be saved."), form)
    pages.say(request, _("Settings saved."))
    return _back()


@require_POST
@pages.writing
def airtable_sync(request: PageRequest) -> HttpResponse:
    """Begin a sync and show how far it is."""
    # The queue is a third of the start of the server: only who synchronises pays for it.
    from carnet.interchange.airtable import tasks

    actor, language = pages.administrator(request), get_language() or "fr"
    try:
        with transaction.atomic():
            started = actions.begin_sync(actor=actor)
            transaction.on_commit(lambda: tasks.run_sync(started.pk, language), robust=True)
    except DomainError as refusal:
        return show(request, str(refusal))
    return HttpResponseRedirect(reverse("imports:import", args=[started.pk]), status=303)


@require_POST
@pages.writing
def airtable_trial(request: PageRequest) -> HttpResponse:
    """Ask for a dry run; its report stands on the page once it is there."""
    from carnet.interchange.airtable import tasks

    actor, language = pages.administrator(request), get_language() or "fr"
    if connection() is not None:
        transaction.on_commit(lambda: tasks.try_sync(actor.name, actor.user_id, language), robust=True)
        pages.say(request, _("The dry run has begun."))
    return _back()


@require_POST
@pages.writing
def airtable_conflict(request: PageRequest, pk: int) -> HttpResponse:
    """Take a side."""
    actor = pages.administrator(request)
    conflict = pages.one(queries.visible_conflicts(request.viewer), pk)
    try:
        decisions.decide_conflict(conflict=conflict, side=request.POST.get("side", ""), actor=actor)
    except DomainError as refusal:
        return show(request, str(refusal))
    pages.say(request, _("%(name)s is decided.") % {"name": conflict})
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("imports:airtable"), status=303)
