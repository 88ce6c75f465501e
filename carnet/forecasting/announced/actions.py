"""Changing announced sales: deals, with the clients they name and a way out for slips of the pen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid
from carnet.deals import actions as deals
from carnet.deals.models import Deal
from carnet.directory.actions import create_account
from carnet.directory.models import Account
from carnet.forecasting.announced.sheet import entered_by

Values = Mapping[str, Any]
"""Columns of a deal, and `client`: an account, or the name of one to be created."""


def announce_sale(*, values: Values, actor: Actor) -> Deal:
    """Open a deal as a head announces it: whose, with which client, for how much, due when."""
    actor.require(Role.MEMBER)
    if values.get("expected_close_on") is None:
        raise Invalid(_("An announced sale has a due date."), field="expected_close_on")
    with transaction.atomic():
        return deals.create_deal(values=_columns(values, actor), actor=actor)


def correct_sale(*, deal: Deal, values: Values, version: int | None = None, actor: Actor) -> Deal:
    """Change an announced sale; of a paid one `amount` is what was paid."""
    actor.require(Role.MEMBER)
    with transaction.atomic():
        columns = _columns(values, actor)
        if deal.is_won and "amount" in columns:
            columns["closed_amount"] = columns.pop("amount")
        if "account" in columns and deal.name == _name_of(deal.account):
            columns["name"] = _name_of(columns["account"]) or deal.name
        return deals.update_deal(deal=deal, values=columns, version=version, actor=actor)


def withdraw_sale(*, deal: Deal, version: int | None = None, actor: Actor) -> None:
    """Take back a sale entered by mistake: only on the day it was entered, by the group that entered it."""
    actor.require(Role.MEMBER)
    if not _may_be_withdrawn(deal, on=deals.company_day(actor.at), actor=actor):
        raise Conflict(
            _("Only a line that your group entered today can be removed. Mark this one as refused instead.")
        )
    deals.delete_deal(deal=deal, version=version, actor=actor)


def _may_be_withdrawn(deal: Deal, *, on: date, actor: Actor) -> bool:
    return deal.pk in entered_by([deal], on=on, members=actor.answers_for)


def _columns(values: Values, actor: Actor) -> dict[str, Any]:
    """The columns of the deal; a client known by name only is added to the address book."""
    columns = dict(values)
    if "client" in columns:
        client = columns.pop("client")
        new = isinstance(client, str) and client
        columns["account"] = create_account(values={"name": client}, actor=actor) if new else client or None
    return columns


def _name_of(account: Account | None) -> str:
    return account.name if account else ""
