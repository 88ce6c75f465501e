"""The machinery of records: one declaration of a kind, and its pages to create, edit and delete."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from carnet.core.custom import key_of
from carnet.core.errors import DomainError
from carnet.identity.custom_fields import KINDS
from carnet.identity.queries import custom_fields
from carnet.identity.visibility import Viewer
from carnet.journal.images import value_of
from carnet.web import pages, undo
from carnet.web.forms import RecordForm
from carnet.web.lists.columns import Text
from carnet.web.middleware import PageRequest
from carnet.web.references import by_id


@dataclass(frozen=True)
class Subject:
    """One kind of record: who sees it, its form, its actions and its pages.

    Routes are `<namespace>:<name>`, `-list`, `-new`, `-edit`, `-delete`, `-field` and `-bulk`; actions take
    the record under `name`.
    """

    name: str
    namespace: str
    plural: str
    title: Text
    list_title: Text
    new_title: Text
    visible: Callable[[Viewer], QuerySet[Any]]
    form: type[RecordForm]
    create: Callable[..., Any]
    update: Callable[..., Any]
    delete: Callable[..., None]
    restore: Callable[..., Any] | None = None
    shape: str = "square"

    def url(self, page: str = "", *args: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.namespace}:{self.name}{'-' if page else ''}{page}", args=args)

    def filled(
        self,
        request: PageRequest,
        data: Any = None,
        *,
        record: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> RecordForm:
        """The form of one record or of a new one, with the fields the company added to its kind."""
        kind = self.visible(request.viewer).model.journal_kind()
        own = custom_fields(kind) if kind in KINDS else []
        return self.form(data, viewer=request.viewer, record=record, initial=initial, own=own)

    def one(self, request: PageRequest, pk: int) -> Any:
        """The record, or 404."""
        return pages.one(self.visible(request.viewer), pk)


def create(request: PageRequest, subject: Subject, initial: dict[str, Any] | None = None) -> HttpResponse:
    """The form of a new record; POST makes it and leads to its page."""
    if request.method != "POST":
        form = subject.filled(request, initial={**_linked(request, subject), **(initial or {})})
        return _form_page(request, subject, form)
    form = subject.filled(request, request.POST)
    if form.is_valid():
        made = pages.attempt(form, lambda: subject.create(values=form.values(), actor=pages.actor(request)))
        if made is not None:
            pages.say(request, _("%(name)s created.") % {"name": made})
            return pages.go(request, subject.url("", made.pk))
    return _form_page(request, subject, form)


def edit(request: PageRequest, subject: Subject, pk: int) -> HttpResponse:
    """The form of a record; a POST from an old version shows both, with 409."""
    record = subject.one(request, pk)
    form = subject.filled(request, request.POST if request.method == "POST" else None, record=record)
    if request.method == "POST" and form.is_valid() and _saved(request, subject, form) is not None:
        pages.say(request, _("%(name)s saved.") % {"name": record})
        return pages.go(request, subject.url("", pk))
    return _form_page(request, subject, form, record)


def delete(request: PageRequest, subject: Subject, pk: int) -> HttpResponse:
    """POST removes the record; the toast can bring it back."""
    record = subject.one(request, pk)
    if request.method != "POST":
        return _method_not_allowed()
    try:
        subject.delete(**{subject.name: record}, actor=pages.actor(request))
    except DomainError as refusal:
        return pages.refused(request, refusal)
    url = undo.address(request, [record]) if subject.restore else ""
    pages.say(request, _("%(name)s deleted.") % {"name": record}, undo_url=url)
    return pages.go(request, subject.url("list"))


def correct(
    request: PageRequest, subject: Subject, pk: int, name: str, shown: Callable[[Any, str], Any]
) -> HttpResponse:
    """One field in place: GET its form, POST saves and answers with the fact `shown(record, name)`."""
    record = subject.one(request, pk)
    data = request.POST if request.method == "POST" else None
    form = subject.filled(request, data, record=record)
    if name == "version" or name not in form.fields:
        raise Http404
    form.only(name)
    context = {"form": form, "field": form[name], "record": record, "action": request.path}
    if data is not None and form.is_valid() and _saved(request, subject, form) is not None:
        if not _wants_fragment(request):
            return pages.go(request, subject.url("", pk))
        return pages.render(request, "web/parts/_fact_value.html", {"fact": shown(record, name)})
    context |= versions(form)
    template = "web/parts/_inline_form.html" if _wants_fragment(request) else "web/field.html"
    return pages.render(
        request,
        template,
        {**context, "subject": subject, "record_url": subject.url("", pk)},
        status=pages.status_of(form),
    )


def _saved(request: PageRequest, subject: Subject, form: RecordForm) -> Any:
    version = form.cleaned_data.get("version") or form.record.version
    return pages.attempt(
        form,
        lambda: subject.update(
            **{subject.name: form.record}, values=form.values(), version=version, actor=pages.actor(request)
        ),
    )


def _form_page(request: PageRequest, subject: Subject, form: RecordForm, record: Any = None) -> HttpResponse:
    context = {
        "form": form,
        "subject": subject,
        "record": record,
        "title": _("Edit %(name)s") % {"name": record} if record else subject.new_title,
        "cancel_url": subject.url("", record.pk) if record else subject.url("list"),
        "list_url": subject.url("list"),
        "next": request.POST.get("next") or request.GET.get("next", ""),
        **versions(form),
    }
    return pages.render(request, "web/form.html", context, status=pages.status_of(form))


def versions(form: RecordForm) -> dict[str, Any]:
    """After a stale save: each field that differs, as it now stands and as it was typed."""
    current = getattr(form, "stale", None)
    if current is None:
        return {}
    return {
        "current": current,
        "differences": [
            {
                "label": form[name].label,
                "theirs": _said(form, name, _stored(current, name)),
                "mine": _said(form, name, form.cleaned_data.get(name)),
            }
            for name in form.fields
            if name != "version" and form[name].field.has_changed(_stored(current, name), form[name].data)
        ],
    }


def _stored(record: Any, name: str) -> Any:
    return value_of(record, name) if key_of(name) else getattr(record, name, None)


def _said(form: RecordForm, name: str, value: Any) -> str:
    prepared = form.fields[name].prepare_value(value)
    if isinstance(prepared, list):
        return ", ".join(
            str(item.get("value", item)) if isinstance(item, dict) else str(item) for item in prepared
        )
    labels = dict(getattr(form.fields[name], "choices", ()))
    return str(labels.get(prepared, "" if prepared is None else prepared))


def _linked(request: PageRequest, subject: Subject) -> dict[str, Any]:
    """Links given in the address of a new record (`?account=7`), as far as the viewer sees them."""
    found: dict[str, Any] = {}
    for name, field in subject.form.base_fields.items():
        kind = getattr(field, "kind", "")
        text = request.GET.get(name, "")
        if kind and text:
            found[name] = by_id(request.viewer, kind, text)
        elif text and not kind:
            found[name] = text[:300]
    return found


def _wants_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _method_not_allowed() -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": "POST"})
