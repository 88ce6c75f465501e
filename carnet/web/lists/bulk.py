"""Changes of several rows at once: assign, tag, delete; each by the action that changes one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.core.errors import DomainError, Invalid
from carnet.identity.visibility import Viewer
from carnet.web import pages, undo
from carnet.web.fields import ReferenceField
from carnet.web.middleware import PageRequest
from carnet.web.records import Subject

MOST = 500


class BulkForm(forms.Form):
    """What the selection bar sends beside the rows."""

    owner = ReferenceField("members", required=False)
    tag = forms.CharField(max_length=60, required=False)
    change = forms.ChoiceField(choices=[(name, name) for name in ("assign", "tag", "untag", "delete")])

    def __init__(self, data: Any = None, *, viewer: Viewer) -> None:
        super().__init__(data, auto_id="bulk_%s")
        self.fields["owner"].viewer = viewer  # type: ignore[attr-defined]


def change_rows(request: PageRequest, subject: Subject, *, owner: str = "owner") -> HttpResponse:
    """POST changes the chosen rows the viewer sees; refusals are told by name, the others go through."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    form = BulkForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        raise Invalid(" ".join(str(message) for messages in form.errors.values() for message in messages))
    records = _chosen(request, subject)
    change = _change(request, subject, form.cleaned_data, owner)
    done, refusals = _changed(records, change)
    deleted = form.cleaned_data["change"] == "delete"
    undo_url = undo.address(request, done) if deleted and done and subject.restore else ""
    if done:
        pages.say(request, _told(len(done), deleted=deleted), undo_url=undo_url)
    for refusal in refusals[:3]:
        pages.complain(request, refusal)
    return pages.go(request, subject.url("list"))


def _chosen(request: PageRequest, subject: Subject) -> list[Any]:
    sent = [
        text for text in request.POST.getlist("pk") if text.isascii() and text.isdigit() and len(text) < 19
    ]
    if len(sent) > MOST:
        raise Invalid(_("At most %(most)s rows at once.") % {"most": MOST})
    return list(subject.visible(request.viewer).filter(pk__in=[int(text) for text in sent]).order_by("pk"))


def _change(
    request: PageRequest, subject: Subject, sent: dict[str, Any], owner: str
) -> Callable[[Any], object]:
    actor = pages.actor(request)
    if sent["change"] == "delete":
        return lambda record: subject.delete(**{subject.name: record}, actor=actor)
    if sent["change"] == "assign":
        return lambda record: subject.update(
            **{subject.name: record}, values={owner: sent["owner"]}, actor=actor
        )
    tag = " ".join(sent["tag"].split())
    if not tag:
        raise Invalid(_("Which tag?"), field="tag")
    adds = sent["change"] == "tag"
    return lambda record: subject.update(
        **{subject.name: record}, values={"tags": _retagged(record.tags, tag, adds=adds)}, actor=actor
    )


def _retagged(tags: list[str], tag: str, *, adds: bool) -> list[str]:
    others = [word for word in tags if word != tag]
    return [*others, tag] if adds else others


def _changed(records: list[Any], change: Callable[[Any], object]) -> tuple[list[Any], list[str]]:
    done, refusals = [], []
    for record in records:
        try:
            change(record)
            done.append(record)
        except DomainError as refusal:
            refusals.append(f"{record}: {refusal}")
    return done, refusals


def _told(count: int, *, deleted: bool) -> str:
    if deleted:
        return ngettext("%(count)s record deleted.", "%(count)s records deleted.", count) % {"count": count}
    return ngettext("%(count)s record changed.", "%(count)s records changed.", count) % {"count": count}
