"""Changing deals: the rules of stages, closing, lines and history, once."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carnet.catalogue.models import Product
from carnet.core.acting import Actor, Role
from carnet.core.custom import words as custom_words
from carnet.core.errors import Invalid
from carnet.core.text import search_text
from carnet.deals import queries, states, totals
from carnet.deals.models import OPEN_KINDS, Deal, DealLine, Stage, StageKind
from carnet.identity.custom_fields import with_custom
from carnet.identity.queries import company, company_zone
from carnet.journal import changes
from carnet.journal.bulk import new_record

Values = Mapping[str, Any]
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def create_deal(*, values: Values, actor: Actor) -> Deal:
    """Open a deal (or record one already closed), with its lines and its dated states."""
    actor.require(Role.MEMBER)
    deal, lines = new_deal(values, day=company_day(actor.at), currency=company().currency)
    with transaction.atomic():
        changes.insert(deal, actor=actor, extra={"lines": lines.described})
        _store_lines(deal, lines)
        for state in states.first_states(deal, opening=opening_stage(deal.stage), at=actor.at):
            state.save()
    return deal


def new_deal(
    values: Values, *, day: date, currency: str, stage: Stage | None = None
) -> tuple[Deal, totals.Lines]:
    """An unsaved deal and its unsaved lines, completed and checked by the rules of deals.

    `day` is the company's day of entry; `stage` where a deal without one starts (default: looked up).
    """
    rest = with_custom("deals.deal", values)
    lines = totals.lines_from(rest.pop("lines", None) or ())
    stage = rest.pop("stage", None) or stage or queries.default_stage()
    rest |= _after_lines(lines, rest.get("amount"))
    rest |= {"stage": stage, "created_on": day, "currency": currency}
    deal = new_record(Deal, rest)
    deal.reference = deal.reference.strip() or new_reference()
    deal.name = deal.name.strip() or _name_of(deal, lines.product) or deal.reference
    vars(deal).update(_settled(deal, day=day))
    deal.stage_since = deal.closed_on or deal.engaged_on or day
    deal.search_text = _searched(deal)
    return deal, lines


def update_deal(*, deal: Deal, values: Values, version: int | None = None, actor: Actor) -> Deal:
    """Change a deal; a change of stage closes or reopens it, and tracked fields leave a dated state."""
    actor.require(Role.MEMBER)
    rest = dict(values)
    lines = None
    if "lines" in rest:
        lines = totals.lines_from(rest.pop("lines") or (), kept=deal.lines.all())
    day = company_day(actor.at)
    with transaction.atomic():
        edited, extra = deal_changes(deal, rest, day=day, lines=lines)
        told = states.with_past(extra, deal, edited) if actor.batch else extra
        if not changes.update(deal, edited, version=version, actor=actor, verb=_verb(edited), extra=told):
            return deal
        if lines is not None and extra is not None:
            deal.lines.all().delete()
            _store_lines(deal, lines)
        states.remember(deal, edited, day=day, at=actor.at)
    deal.refresh_from_db(fields=["value", "occurred_on"])
    return deal


Extra = tuple[dict[str, Any], dict[str, Any]] | None


def deal_changes(
    deal: Deal, values: Values, *, day: date, lines: totals.Lines | None = None
) -> tuple[dict[str, Any], Extra]:
    """The columns to write for these values and, where lines change, their before and after."""
    values = with_custom("deals.deal", values, deal)
    edited = {name: value for name, value in values.items() if getattr(deal, name) != value}
    extra = None
    if lines is not None:
        old, new = totals.described(deal.lines.all()), totals.described(lines)
        if old != new:
            extra = ({"lines": old}, {"lines": new})
            edited |= _after_lines(lines, values.get("amount", deal.amount))
    after = Deal(**{field.attname: getattr(deal, field.attname) for field in _stored_fields()})
    for name, value in edited.items():
        setattr(after, name, value)
    settled = _settled(after, day=day, restage="stage" in edited)
    edited = {name: value for name, value in (edited | settled).items() if getattr(deal, name) != value}
    if "stage" in edited or "closed_on" in edited:
        edited["stage_since"] = settled["closed_on"] or day
    if {"name", "reference", "custom"} & set(edited):
        edited["search_text"] = _searched(after)
    return edited, extra


def win_deal(
    *, deal: Deal, amount: int | None = None, on: date | None = None, version: int | None = None, actor: Actor
) -> Deal:
    """Close a deal in our favour, for `amount` (default: its value) on a day (default: today)."""
    return _close(deal, StageKind.WON, {"closed_amount": amount}, on, version, actor)


def lose_deal(
    *, deal: Deal, reason: str = "", on: date | None = None, version: int | None = None, actor: Actor
) -> Deal:
    """Close a deal without a sale."""
    return _close(deal, StageKind.LOST, {"lost_reason": reason}, on, version, actor)


def reopen_deal(*, deal: Deal, version: int | None = None, actor: Actor) -> Deal:
    """Put a closed deal back into the stage it closed from."""
    actor.require(Role.MEMBER)
    if deal.is_open:
        raise Invalid(_("This deal is open already."), field="stage")
    past = deal.states.filter(stage__kind__in=OPEN_KINDS, stage__pipeline_id=deal.stage.pipeline_id)
    state = past.select_related("stage").order_by("from_on", "id").last()
    stage = state.stage if state else opening_stage(deal.stage)
    if stage.kind not in OPEN_KINDS:
        raise Invalid(_("This pipeline has no such stage."), field="stage")
    return update_deal(deal=deal, values={"stage": stage}, version=version, actor=actor)


def delete_deal(*, deal: Deal, version: int | None = None, actor: Actor) -> None:
    """Remove a deal with its lines; its activities stay, without a deal; the journal keeps its dated past."""
    actor.require(Role.MEMBER)
    past = {
        "lines": totals.described(deal.lines.all()),
        "states": states.described(deal.states.order_by("from_on", "id")),
    }
    changes.remove(deal, version=version, actor=actor, extra=past)


def company_day(at: datetime) -> date:
    """The company's day of a moment."""
    return at.astimezone(company_zone()).date()


def opening_stage(stage: Stage) -> Stage:
    """The last open stage of a closed stage's pipeline; an open stage itself."""
    if stage.kind in OPEN_KINDS:
        return stage
    open_stages = Stage.objects.filter(pipeline_id=stage.pipeline_id, kind__in=OPEN_KINDS)
    return open_stages.order_by("position", "id").last() or stage


def new_reference() -> str:
    """A short reference nobody else has: eight letters and digits, none easily confused."""
    return "".join(secrets.choice(_ALPHABET) for _position in range(8))


def _close(
    deal: Deal, kind: StageKind, values: Values, on: date | None, version: int | None, actor: Actor
) -> Deal:
    stage = (
        Stage.objects.filter(pipeline_id=deal.stage.pipeline_id, kind=kind).order_by("position", "id").first()
    )
    if stage is None:
        raise Invalid(_("This pipeline has no such stage."), field="stage")
    given = {name: value for name, value in values.items() if value is not None}
    day = {"closed_on": on} if on else {}
    return update_deal(deal=deal, values={"stage": stage, **given, **day}, version=version, actor=actor)


def _settled(deal: Deal, *, day: date, restage: bool = True) -> dict[str, Any]:
    """The plain columns that follow from the stage: its kind, the closed day and the closed amount."""
    kind = deal.stage.kind
    if not restage:
        _refuse_closing_values(deal, kind)
    expected = deal.list_amount if deal.amount is None else deal.amount
    closed_on, closed_amount = closing(
        kind, deal.engaged_on, deal.closed_on, deal.closed_amount, expected, day
    )
    settled = {"stage_kind": kind, "closed_on": closed_on, "closed_amount": closed_amount}
    return settled if kind == StageKind.LOST else settled | {"lost_reason": ""}


def _refuse_closing_values(deal: Deal, kind: str) -> None:
    """What only a change of stage may bring to a deal."""
    if kind in OPEN_KINDS and (deal.closed_on or deal.closed_amount is not None):
        raise Invalid(
            _("An open deal has no closed day and no closed amount: change its stage."), field="stage"
        )
    if kind == StageKind.LOST and deal.closed_amount is not None:
        raise Invalid(_("Only a won deal has a closed amount."), field="closed_amount")


def closing(
    kind: str,
    engaged_on: date | None,
    closed_on: date | None,
    closed_amount: int | None,
    expected: int | None,
    day: date,
) -> tuple[date | None, int | None]:
    """The closed day and the closed amount of a deal in a stage of this kind, entered on a day."""
    if kind in OPEN_KINDS:
        return None, None
    closed_on = closed_on or day
    if engaged_on and closed_on < engaged_on:
        raise Invalid(_("A deal closes after it was engaged."), field="closed_on")
    if kind == StageKind.WON:
        return closed_on, (expected if closed_amount is None else closed_amount) or 0
    return closed_on, None


def _after_lines(lines: totals.Lines, amount: int | None) -> dict[str, Any]:
    return {
        "product": lines.product,
        "list_amount": lines.list_amount,
        "amount": amount_of(lines, amount),
    }


def amount_of(lines: totals.Lines, amount: int | None) -> int | None:
    """What the lines agreed on come to, else the amount that was told."""
    return amount if lines.agreed_amount is None else lines.agreed_amount


def _searched(deal: Deal) -> str:
    return search_text(deal.name, deal.reference, *(custom_words(deal.custom) if deal.custom else ()))


def _store_lines(deal: Deal, lines: list[DealLine]) -> None:
    for line in lines:
        line.deal = deal
    DealLine.objects.bulk_create(lines)


def _name_of(deal: Deal, product: Product | None) -> str:
    return name_of(product.name if product else None, deal.account.name if deal.account else None)


def name_of(product: str | None, account: str | None) -> str:
    """A deal nobody named is called by what is sold to whom."""
    return " · ".join(filter(None, (product, account)))[:300]


def _verb(edited: Values) -> str:
    if "stage" not in edited:
        return "updated"
    kind = edited["stage"].kind
    return {"won": "won", "lost": "lost"}.get(kind, "moved")


def _stored_fields() -> list[Any]:
    return [field for field in Deal._meta.concrete_fields if not field.generated]
