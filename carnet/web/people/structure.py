"""The company's settings, its teams, offices, agents and stages."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.deals import queries as deals
from carnet.identity import actions, queries
from carnet.web import formats, pages, records
from carnet.web.middleware import PageRequest
from carnet.web.people import settings
from carnet.web.people.forms import CompanyForm
from carnet.web.people.subjects import MEMBER, OFFICE, STAGE, TEAM
from carnet.web.records import Subject

SUBJECTS = {subject.name: subject for subject in (OFFICE, TEAM, MEMBER, STAGE)}


@require_http_methods(["GET", "POST"])
@pages.writing
def company(request: PageRequest) -> HttpResponse:
    actor = pages.administrator(request)
    record = queries.company()
    form = CompanyForm(request.POST or None, viewer=request.viewer, record=record)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.get("version") or record.version
        if pages.attempt(
            form,
            lambda: actions.update_company(
                company=record, values=form.values(), version=version, actor=actor
            ),
        ):
            pages.say(request, _("Settings saved."))
            return HttpResponseRedirect(reverse("people:company"), status=303)
    context = {"form": form, "title": _("Company"), **records.versions(form)}
    return settings.show(request, "web/people/form.html", context, status=pages.status_of(form))


@require_GET
@pages.page
def team_list(request: PageRequest) -> HttpResponse:
    rows = [
        (team, [team.head or "–", team.office or "–"])
        for team in queries.visible_teams(request.viewer).order_by("name")
    ]
    return _list(request, TEAM, rows, [_("Head"), _("Office")])


@require_GET
@pages.page
def office_list(request: PageRequest) -> HttpResponse:
    return _list(
        request, OFFICE, [(row, []) for row in queries.visible_offices(request.viewer).order_by("name")], []
    )


@require_GET
@pages.page
def stage_list(request: PageRequest) -> HttpResponse:
    rows = [
        (stage, [stage.get_kind_display(), _percent(stage.probability)])
        for stage in deals.visible_stages(request.viewer)
    ]
    return _list(request, STAGE, rows, [_("Kind"), _("Probability")])


def _percent(share: float) -> str:
    return formats.percent(share, get_language() or "fr", 0)


def _list(request: PageRequest, subject: Subject, rows: list[Any], heads: list[str]) -> HttpResponse:
    pages.administrator(request)
    linked = [
        (record, subject.url("", record.pk), subject.url("delete", record.pk), cells)
        for record, cells in rows
    ]
    context = {"subject": subject, "rows": linked, "heads": heads, "new_url": subject.url("new")}
    return settings.show(request, "web/people/list.html", context)


@require_http_methods(["GET", "POST"])
@pages.writing
def new(request: PageRequest, kind: str) -> HttpResponse:
    pages.administrator(request)
    initial = {"is_agent": True, "is_active": True} if kind == "member" else None
    return records.create(request, SUBJECTS[kind], initial)


@require_http_methods(["GET", "POST"])
@pages.writing
def edit(request: PageRequest, kind: str, pk: int) -> HttpResponse:
    pages.administrator(request)
    return records.edit(request, SUBJECTS[kind], pk)


@require_POST
@pages.writing
def delete(request: PageRequest, kind: str, pk: int) -> HttpResponse:
    pages.administrator(request)
    return records.delete(request, SUBJECTS[kind], pk)
