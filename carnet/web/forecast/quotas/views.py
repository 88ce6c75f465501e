"""Quotas and commitments: one page, two forms."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from carnet.core.acting import Role
from carnet.core.errors import Conflict, StaleWrite
from carnet.forecasting.models import Quota
from carnet.forecasting.quotas import actions
from carnet.forecasting.quotas.progress import QuotaProgress, kept_progress
from carnet.forecasting.quotas.queries import agents_with_aims
from carnet.web import pages, undo
from carnet.web.forecast.periods import name_of
from carnet.web.forecast.quotas.asked import KINDS, Asked, asked, before
from carnet.web.forecast.quotas.commitments import CommitmentForm, head_of, lines_of
from carnet.web.forecast.quotas.sheet import Sent, sheet_of
from carnet.web.forecast.quotas.typed import read, typed_of, wishes_of
from carnet.web.middleware import PageRequest

TEMPLATE = "web/forecast/quotas/page.html"
_NOTHING = Sent()


@pages.page
def quota_list(request: PageRequest) -> HttpResponse:
    """The sheet, the progress of the period in focus, and what heads commit to."""
    return _shown(request, _asked(request))


@require_POST
@pages.writing
def quota_sheet(request: PageRequest) -> HttpResponse:
    """Store the cells that were changed, all or none, and fill a period from the one before where asked."""
    author = pages.actor(request)
    author.require(Role.HEAD)
    view, typed = _asked(request), typed_of(request.POST.dict())
    amounts, errors = read(typed)
    sent = Sent({cell.key: cell for cell in typed}, amounts.keys(), errors)
    if errors:
        return _shown(request, view, sent, status=422)
    ids = {cell.member_id for cell in typed}
    members = {member.pk: member for member in agents_with_aims(request.viewer).filter(pk__in=ids)}
    try:
        wishes = wishes_of(typed, amounts, members, view.columns)
        changed = actions.set_quotas(wishes=wishes, actor=author)
    except (StaleWrite, Conflict):
        return _shown(request, view, sent, status=409)
    emptied = {(wish.member, wish.from_on) for wish in wishes if wish.amount is None}
    _say(request, changed, [quota for quota in changed if (quota.member, quota.from_on) in emptied])
    _copy(request, view)
    return pages.go(request, reverse("forecast:quota-list") + view.address())


@require_POST
@pages.writing
def commitment(request: PageRequest) -> HttpResponse:
    """Store what a head commits to for the period in focus; an empty amount takes it back."""
    author, view = pages.actor(request), _asked(request)
    author.require(Role.HEAD)
    head, form = head_of(request.viewer, request.POST.dict()), CommitmentForm(request.POST)

    def act() -> Any:
        values = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
        return actions.set_commitment(head=head, period=view.focus, actor=author, **values) or True

    done = pages.attempt(form, act) if form.is_valid() else None
    if done is None:
        return _shown(request, view, refused=(head, form), status=pages.status_of(form))
    if form.cleaned_data["amount"] is not None:
        pages.say(request, _("Commitment saved."))
    elif done is not True:
        pages.say(request, _("Commitment removed."), undo_url=undo.address(request, [done]))
    return pages.go(request, reverse("forecast:quota-list") + view.address())


def _asked(request: PageRequest) -> Asked:
    return asked((request.POST if request.method == "POST" else request.GET).dict(), timezone.localdate())


def _shown(
    request: PageRequest, view: Asked, sent: Sent = _NOTHING, *, refused: Any = None, status: int = 200
) -> HttpResponse:
    viewer, author = request.viewer, pages.actor(request)
    company = request.company  # type: ignore[attr-defined]
    progress = kept_progress(viewer, view.focus)
    context = {
        "view": view,
        "kinds": [
            (label, view.address(kind=key, page="1", on=""), key == view.kind) for key, label in KINDS.items()
        ],
        "years": [
            (year, view.address(year=str(year), on="")) for year in (view.year - 1, view.year, view.year + 1)
        ],
        "sheet": sheet_of(viewer, author, view, sent),
        "commitments": lines_of(viewer, author, progress, refused),
        "currency": company.currency,
        "status": status,
        **_targets(progress),
        "whole_name": company.name,
    }
    return pages.render(request, TEMPLATE, context, status=status)


def _targets(progress: QuotaProgress) -> dict[str, Any]:
    groups = [group for group in progress.groups if group.with_quota or group.commitment]
    return {
        "focus_name": name_of(progress.period),
        "progress": progress,
        "target_groups": groups,
        "has_targets": bool(groups) or bool(progress.company and progress.company.quota),
    }


def _say(request: PageRequest, changed: list[Quota], emptied: list[Quota]) -> None:
    """How many cells changed; those that were emptied can be had back."""
    if count := len(changed) - len(emptied):
        said = ngettext("%(count)s quota saved.", "%(count)s quotas saved.", count)
        pages.say(request, said % {"count": count})
    if count := len(emptied):
        said = ngettext("%(count)s quota removed.", "%(count)s quotas removed.", count)
        pages.say(request, said % {"count": count}, undo_url=undo.address(request, emptied))


def _copy(request: PageRequest, view: Asked) -> None:
    """Fill the empty cells of the column whose button was pressed."""
    wanted = request.POST.get("copy", "")
    into = next((column for column in view.columns if str(column.start) == wanted), None)
    if into is None:
        return
    author = pages.actor(request)
    members = [one for one in (*agents_with_aims(request.viewer), None) if actions.may_set_quota(one, author)]
    source = before(into)
    copied = actions.copy_quotas(source=source, into=into, members=members, actor=author)
    count = len(copied)
    said = ngettext(
        "%(count)s quota copied from %(period)s.", "%(count)s quotas copied from %(period)s.", count
    )
    pages.say(request, said % {"count": count, "period": name_of(source)})
