"""The fields the company adds to its records: listed by kind, added, renamed, ordered, deleted."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from carnet.identity import custom_fields as actions
from carnet.identity import queries
from carnet.identity.models import CustomField
from carnet.interchange.mapping.targets import CUSTOMISED
from carnet.web import pages, records, undo
from carnet.web.middleware import PageRequest
from carnet.web.people import settings
from carnet.web.people.field_forms import FieldForm

LIST = "people:field-list"


@require_GET
@pages.page
def field_list(request: PageRequest) -> HttpResponse:
    """The fields of every kind of record, in their order."""
    pages.administrator(request)
    fields = list(queries.visible_custom_fields(request.viewer))
    groups = [
        {
            "key": name,
            "title": _plural(kind),
            "fields": [field for field in fields if field.kind == kind],
            "new_url": reverse("people:field-new", args=[name]),
        }
        for name, kind in CUSTOMISED.items()
    ]
    return settings.show(request, "web/people/fields.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
@pages.writing
def field_new(request: PageRequest, kind: str) -> HttpResponse:
    """Add a field to a kind of record."""
    actor = pages.administrator(request)
    if kind not in CUSTOMISED:
        raise Http404
    form = FieldForm(request.POST if request.method == "POST" else None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        made = pages.attempt(
            form,
            lambda: actions.create_custom_field(kind=CUSTOMISED[kind], values=form.values(), actor=actor),
        )
        if made:
            pages.say(request, _("Field “%(name)s” added.") % {"name": made})
            return pages.go(request, reverse(LIST))
    title = _("New field: %(kind)s") % {"kind": _plural(CUSTOMISED[kind])}
    return _form_page(request, form, title)


@require_http_methods(["GET", "POST"])
@pages.writing
def field_edit(request: PageRequest, pk: int) -> HttpResponse:
    """Rename a field, or change its choices."""
    actor = pages.administrator(request)
    field = _one(request, pk)
    form = FieldForm(request.POST if request.method == "POST" else None, viewer=request.viewer, record=field)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data.get("version") or field.version
        if pages.attempt(
            form,
            lambda: actions.update_custom_field(
                field=field, values=form.values(), version=version, actor=actor
            ),
        ):
            pages.say(request, _("Field “%(name)s” saved.") % {"name": field})
            return pages.go(request, reverse(LIST))
    return _form_page(request, form, _("Field “%(name)s”") % {"name": field})


@require_POST
@pages.writing
def field_delete(request: PageRequest, pk: int) -> HttpResponse:
    """Take a field away; the toast can bring it back, with its values."""
    actor = pages.administrator(request)
    field = _one(request, pk)
    actions.delete_custom_field(field=field, actor=actor)
    pages.say(
        request,
        _("Field “%(name)s” deleted: what records hold in it is kept, unseen.") % {"name": field},
        undo_url=undo.address(request, [field]),
    )
    return pages.go(request, reverse(LIST))


@require_POST
@pages.writing
def field_position(request: PageRequest, pk: int) -> HttpResponse:
    """Move a field one place up or down."""
    actor = pages.administrator(request)
    field = _one(request, pk)
    fields = queries.custom_fields(field.kind)
    at = [one.pk for one in fields].index(field.pk)
    to = at - 1 if request.POST.get("move") == "up" else at + 1
    if 0 <= to < len(fields):
        fields[at], fields[to] = fields[to], fields[at]
        actions.reorder_custom_fields(fields=fields, actor=actor)
    return pages.go(request, reverse(LIST))


def _one(request: PageRequest, pk: int) -> CustomField:
    return pages.one(queries.visible_custom_fields(request.viewer), pk)


def _plural(kind: str) -> str:
    return str(capfirst(str(apps.get_model(kind)._meta.verbose_name_plural)))


def _form_page(request: PageRequest, form: FieldForm, title: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "title": title, "cancel_url": reverse(LIST)}
    context |= records.versions(form)
    return settings.show(request, "web/people/form.html", context, status=pages.status_of(form))
