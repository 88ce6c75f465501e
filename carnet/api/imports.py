"""Imports with their reports: read-only, files come in by the page or the command."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from ninja import Router

from carnet.api import documentation as docs
from carnet.api import kinds
from carnet.api.auth import ApiRequest
from carnet.api.collection import Listing, listed, one
from carnet.api.fields import computed
from carnet.core.text import search_words
from carnet.identity.visibility import Viewer
from carnet.interchange.models import Import, ImportState
from carnet.interchange.queries import visible_imports
from carnet.interchange.records.shown import Shown, moment


def import_json(done: Import, viewer: Viewer) -> Shown:
    """An import as lists show it; its record adds the report."""
    return {
        "id": done.pk,
        "title": done.title,
        "state": done.state,
        "via": done.via,
        "actor_name": done.actor_name,
        "started_at": moment(done.started_at),
        "finished_at": moment(done.finished_at),
        "undone_at": moment(done.undone_at),
        "rows_total": done.rows_total,
        "rows_done": done.rows_done,
        "failure": done.failure,
    }


def _titled(imports: QuerySet[Any], query: str) -> QuerySet[Any]:
    for word in search_words(query):
        imports = imports.filter(title__icontains=word)
    return imports


IMPORTS = Listing(
    name="imports",
    argument="import",
    rows=visible_imports,
    shown=import_json,
    fields=(
        computed("id", kinds.Integer()),
        computed("title", kinds.Text()),
        computed("state", kinds.Choice(tuple(ImportState.values))),
        computed("via", kinds.Text()),
        computed("actor_name", kinds.Text()),
        computed("started_at", kinds.Moment()),
        computed("finished_at", kinds.Moment()),
        computed("undone_at", kinds.Moment()),
        computed("rows_total", kinds.Integer()),
        computed("rows_done", kinds.Integer()),
        computed("failure", kinds.Text()),
    ),
    matching=_titled,
    day="started_at",
)
router = Router(tags=["imports"])


@router.get("/imports", operation_id="list_imports", summary="List", openapi_extra=docs.listing(IMPORTS))
def list_imports(request: ApiRequest) -> HttpResponse:
    """The imports the caller may see."""
    return listed(IMPORTS, visible_imports(request.auth), request, request.auth)


@router.get(
    "/imports/{pk}", operation_id="get_Import", summary="Read", openapi_extra=docs.reading(docs.ref("Import"))
)
def read_import(request: ApiRequest, pk: int) -> HttpResponse:
    """One import with its report, as the command prints it."""
    done = one(visible_imports(request.auth), pk)
    report = {"import": done.pk, "files": done.report}
    return JsonResponse(import_json(done, request.auth) | report)
