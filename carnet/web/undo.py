"""Undo of a deletion: a signed address only the person who deleted can use, for a while."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from carnet.catalogue import actions as catalogue
from carnet.deals.agenda import restore_activity
from carnet.deals.restoring import restore_deal
from carnet.directory import actions as directory
from carnet.forecasting.quotas import actions as quotas
from carnet.identity.custom_fields import restore_custom_field
from carnet.journal import queries as journal
from carnet.journal.models import Editable, JournalLine
from carnet.sales import actions as sales
from carnet.web import pages
from carnet.web.middleware import PageRequest

SALT = "carnet.undo"
LASTS = 15 * 60
RESTORE: dict[str, Callable[..., Any]] = {
    "catalogue.product": catalogue.restore_product,
    "catalogue.store": catalogue.restore_store,
    "deals.activity": restore_activity,
    "deals.deal": restore_deal,
    "identity.customfield": restore_custom_field,
    "directory.account": directory.restore_account,
    "directory.contact": directory.restore_contact,
    "forecasting.commitment": quotas.restore_commitment,
    "forecasting.quota": quotas.restore_quota,
    "sales.sale": sales.restore_sale,
}


def address(request: PageRequest, deleted: Iterable[Editable]) -> str:
    """Where the undo of these deletions is asked for."""
    lines = [line.pk for record in deleted if (line := journal.lines_of(record).first())]
    token = signing.dumps([request.viewer.user_id, lines], salt=SALT, compress=True)
    return reverse("undo", args=[token])


@pages.writing
def undo(request: PageRequest, token: str) -> HttpResponse:
    """POST brings the deleted records back, with their ids and links."""
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    lines = _lines(request, token)
    for line in lines:
        RESTORE[line.kind](line=line, actor=pages.actor(request))
    count = len(lines)
    pages.say(
        request,
        ngettext("%(count)s record restored.", "%(count)s records restored.", count) % {"count": count},
    )
    response = pages.go(request, request.headers.get("HX-Current-URL", "/"))
    if getattr(request, "htmx", False):
        response = HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return response


def _lines(request: PageRequest, token: str) -> list[JournalLine]:
    try:
        user_id, ids = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise Http404(_("This can no longer be undone.")) from error
    if user_id != request.viewer.user_id:
        raise Http404
    return [line for line in journal.deletions(ids) if line.kind in RESTORE]
