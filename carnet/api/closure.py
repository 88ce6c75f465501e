"""Closing a deal (won or lost) and opening it again."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from carnet.api import answers
from carnet.api.auth import ApiRequest, actor
from carnet.api.bodies import Body, body_of
from carnet.api.collection import object_of, one, overtaken
from carnet.api.deals import DEALS
from carnet.api.fields import Field, read_values
from carnet.api.idempotency import once
from carnet.api.kinds import Amount, Choice, Day, Text
from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid, StaleWrite
from carnet.deals import actions, queries
from carnet.deals.models import Deal
from carnet.identity.visibility import Viewer

FIELDS = (
    Field("outcome", Choice(("won", "lost")), required=True),
    Field("amount", Amount()),
    Field("on", Day()),
    Field("reason", Text()),
)


def close(request: ApiRequest, pk: int) -> HttpResponse:
    """Win or lose a deal; `If-Match` is honoured where it is sent."""
    author, viewer = actor(request), request.auth
    deal = one(queries.deal_rows(viewer), pk)
    author.require(Role.MEMBER)
    body = body_of(request)

    def act() -> dict[str, Any]:
        version = answers.check_version(request, deal, required=False)
        _close(deal, body, viewer, version, author)
        return object_of(DEALS, one(queries.deal_rows(viewer), pk), viewer)

    try:
        return once(request, body, act=act, answer=answers.record, actor=author)
    except StaleWrite as stale:
        return overtaken(DEALS, stale, viewer)


def _close(deal: Deal, body: Body, viewer: Viewer, version: int | None, author: Actor) -> None:
    values = read_values(FIELDS, body, viewer, shown=None)
    on, amount, reason = values.get("on"), values.get("amount"), values.get("reason", "")
    if not deal.is_open:
        raise Conflict(_("This deal is closed already."), field="outcome")
    if values["outcome"] == "won":
        if reason:
            raise Invalid(_("A reason belongs to a lost deal."), field="reason")
        actions.win_deal(deal=deal, amount=amount, on=on, version=version, actor=author)
    else:
        if amount is not None:
            raise Invalid(_("An amount belongs to a won deal."), field="amount")
        actions.lose_deal(deal=deal, reason=reason, on=on, version=version, actor=author)


def reopen(request: ApiRequest, pk: int) -> HttpResponse:
    """Put a closed deal back into the stage it closed from."""
    author, viewer = actor(request), request.auth
    deal = one(queries.deal_rows(viewer), pk)
    author.require(Role.MEMBER)
    try:
        version = answers.check_version(request, deal, required=False)
        actions.reopen_deal(deal=deal, version=version, actor=author)
    except StaleWrite as stale:
        return overtaken(DEALS, stale, viewer)
    return answers.record(object_of(DEALS, one(queries.deal_rows(viewer), pk), viewer))
