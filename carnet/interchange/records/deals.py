"""Deals, their lines and activities under the names of the contract."""

from carnet.core.money import plain, plain_or_none
from carnet.deals.models import Activity, Deal, DealLine
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, day, deal_of, moment, named, number, shared, stamps


def deal_json(deal: Deal, viewer: Viewer) -> Shown:
    """A deal under the names of the contract; team and office are the agent's present ones."""
    team = deal.agent.team if deal.agent else None
    return {
        "id": deal.pk,
        "reference": deal.reference,
        "name": deal.name,
        "account": shared(deal.account, viewer),
        "contact": shared(deal.contact, viewer),
        "pipeline": named(deal.stage.pipeline),
        "stage": named(deal.stage),
        "stage_kind": deal.stage_kind,
        "amount": plain_or_none(deal.amount),
        "closed_amount": plain_or_none(deal.closed_amount),
        "list_amount": plain_or_none(deal.list_amount),
        "value": plain(deal.value),
        "probability": deal.probability,
        "engaged_on": day(deal.engaged_on),
        "expected_close_on": day(deal.expected_close_on),
        "closed_on": day(deal.closed_on),
        "occurred_on": day(deal.occurred_on),
        "lost_reason": deal.lost_reason,
        "source": deal.source,
        "is_new_customer": deal.is_new_customer,
        "agent": named(deal.agent),
        "team": named(team),
        "manager": named(team.head) if team else None,
        "office": named(team.office) if team else None,
        "lines": [line_json(line) for line in deal.lines.all()],
        "next_step": deal.next_step,
        "tags": deal.tags,
        "note": deal.note,
        **stamps(deal),
    }


def line_json(line: DealLine) -> Shown:
    """A line under the names of the contract."""
    return {
        "product": named(line.product),
        "quantity": number(line.quantity),
        "unit_price": plain_or_none(line.unit_price),
        "list_price": plain_or_none(line.list_price),
    }


def activity_json(activity: Activity, viewer: Viewer) -> Shown:
    """An activity under the names of the contract."""
    return {
        "id": activity.pk,
        "kind": activity.kind,
        "direction": activity.direction or None,
        "nature": activity.nature or None,
        "subject": activity.subject,
        "status": activity.status,
        "starts_at": moment(activity.starts_at),
        "ends_at": moment(activity.ends_at),
        "done_at": moment(activity.done_at),
        "account": shared(activity.account, viewer),
        "contact": shared(activity.contact, viewer),
        "deal": deal_of(activity.deal, viewer),
        "owner": named(activity.owner),
        "note": activity.note,
        **stamps(activity),
    }
