"""Deciding how an upload is read, and sending it in."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from carnet.core.errors import Conflict, DomainError, Invalid
from carnet.interchange import sending, uploads
from carnet.interchange.mapping import remembered
from carnet.interchange.mapping.deciding import Sheet, decide, sheets_of
from carnet.interchange.models import Import
from carnet.interchange.uploads import Upload
from carnet.web import pages
from carnet.web.imports import checking
from carnet.web.imports.deciding import choice_from
from carnet.web.middleware import PageRequest


@require_http_methods(["GET", "POST"])
@pages.writing
def upload(request: PageRequest, key: str) -> HttpResponse:
    """The page of an upload; sent, it keeps what was decided, and begins the import when that was asked."""
    pages.administrator(request)
    kept = uploads.upload(key, user_id=request.viewer.user_id)
    refusal = None
    if request.method == "POST":
        try:
            return _sent(request, kept)
        except (Invalid, Conflict) as error:
            refusal = error
    return _page(request, kept, refusal)


def _page(request: PageRequest, kept: Upload, refusal: DomainError | None) -> HttpResponse:
    if request.GET.get("part") == "effects":
        return _tried(kept)
    context = checking.check(kept, shown=_number(request), actor=pages.actor(request))
    context["refusal"] = refusal or context["refusal"]
    if context["is_partial"] and settings.HAS_WORKER:
        context["is_waiting"] = True
        _ask_for_whole(request, kept)
    status = 422 if refusal or context["is_unreadable"] else 200
    return pages.render(request, "web/imports/check.html", context, status=status)


def _tried(kept: Upload) -> HttpResponse:
    """Asked every other second: the page is read anew once all rows were tried."""
    if sending.whole_trial(kept, sheets_of(kept)) is None:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _ask_for_whole(request: PageRequest, kept: Upload) -> None:
    """Have all rows tried in the background, once for what is decided now."""
    from carnet.interchange import tasks

    if sending.is_to_be_tried(kept, sheets_of(kept), now=timezone.now().timestamp()):
        tasks.try_upload(kept.key, request.viewer.user_id, get_language() or "fr")


def _number(request: PageRequest) -> int:
    """Which table is shown: the first where the address names none."""
    text = request.GET.get("table", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _sent(request: PageRequest, kept: Upload) -> HttpResponse:
    sheets, at = sheets_of(kept), _number(request)
    if at < len(sheets) and "kind" in request.POST:
        decide(kept, sheets[at].table.name, choice_from(request.POST, sheets[at]))
    wanted = request.POST.get("do", "")
    if wanted == "begin":
        return _begin(request, kept)
    if wanted == "save" and at < len(sheets):
        _remember(request, sheets_of(kept)[at])
    shown = request.POST.get("to", str(at))
    address = reverse("imports:upload", args=[kept.key])
    return HttpResponseRedirect(f"{address}?table={shown if shown.isdigit() else at}", status=303)


def _remember(request: PageRequest, sheet: Sheet) -> None:
    if not sheet.choice.kind or sheet.clashes:
        raise Invalid(_("Say first what each column is: a model keeps it for the next file."))
    remembered.save_mapping(
        headers=sheet.table.headers,
        choice=sheet.choice,
        title=sheet.table.name,
        actor=pages.actor(request),
    )
    pages.say(request, _("Files with these columns will be read like this one."))


def _begin(request: PageRequest, kept: Upload) -> HttpResponse:
    with transaction.atomic():
        started = sending.begin_upload(upload=kept, actor=pages.actor(request))
        transaction.on_commit(lambda: load(started), robust=True)
    return HttpResponseRedirect(reverse("imports:import", args=[started.pk]), status=303)


def load(run: Import) -> None:
    """Have an import loaded in the background."""
    # The queue is a third of the start of the server: only who imports pays for it.
    from carnet.interchange import tasks

    tasks.load_upload(run.pk, get_language() or "fr")


@require_POST
@pages.writing
def mapping_deletion(request: PageRequest, pk: int) -> HttpResponse:
    """Forget a saved model."""
    actor = pages.administrator(request)
    mapping = pages.one(remembered.visible_mappings(request.viewer), pk)
    remembered.drop_mapping(mapping=mapping, actor=actor)
    pages.say(request, _("The model “%(name)s” is forgotten.") % {"name": mapping.title})
    return pages.go(request, reverse("imports:import-list"))
