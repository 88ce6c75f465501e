"""What each head commits to for the period in focus: a line to type an amount and a comment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.errors import NotFound
from carnet.forecasting.models import Commitment
from carnet.forecasting.quotas.actions import may_commit
from carnet.forecasting.quotas.progress import QuotaProgress
from carnet.forecasting.quotas.queries import visible_heads
from carnet.identity.models import Member
from carnet.identity.visibility import Viewer
from carnet.web.fields import MoneyField
from carnet.web.pages import LARGEST_ID

MOST_HEADS = 100


class CommitmentForm(forms.Form):
    """An amount, nothing to take it back, and why."""

    amount = MoneyField(label=_("Amount"), required=False)
    note = forms.CharField(label=_("Comment"), required=False, max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


@dataclass(frozen=True, slots=True)
class Line:
    """A head with the form of what they commit to; `stored` is how it stands, `forecast` what is computed."""

    head: Member
    form: CommitmentForm
    stored: Commitment | None
    may_set: bool
    forecast: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the lines, by head: the commitments, and the forecasts of the groups."""

    stored: Mapping[int, Commitment]
    forecasts: Mapping[int | None, int | None]


def lines_of(
    viewer: Viewer, actor: Actor, progress: QuotaProgress, sent: tuple[Member, CommitmentForm] | None = None
) -> list[Line]:
    """The heads a viewer sees, one of them with the form that was not stored."""
    groups = progress.groups
    stored = {group.commitment.head_id: group.commitment for group in groups if group.commitment}
    beside = Beside(stored, {group.total.id: group.total.forecast for group in groups})
    return [_line(head, beside, actor, sent) for head in visible_heads(viewer)[:MOST_HEADS]]


def _line(head: Member, beside: Beside, actor: Actor, sent: tuple[Member, CommitmentForm] | None) -> Line:
    stored = beside.stored.get(head.pk)
    form = sent[1] if sent and sent[0].pk == head.pk else CommitmentForm(initial=_values(stored))
    if hasattr(form, "stale"):
        # What was typed stays; saving again replaces what now stands.
        typed = {name: form[name].value() for name in form.fields}
        form.data = {**typed, "version": stored.version if stored else 0}
    form.auto_id = f"id_{head.pk}_%s"
    return Line(head, form, stored, may_commit(head, actor), beside.forecasts.get(head.pk))


def _values(stored: Commitment | None) -> dict[str, Any]:
    if stored is None:
        return {"version": 0}
    return {"amount": stored.amount, "note": stored.note, "version": stored.version}


def head_of(viewer: Viewer, sent: Mapping[str, str]) -> Member:
    """The head a form is about, among those the viewer sees."""
    text = sent.get("head", "")
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    head = visible_heads(viewer).filter(pk=pk).first() if 0 < pk <= LARGEST_ID else None
    if head is None:
        raise NotFound
    return head
