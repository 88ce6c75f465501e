"""Announced sales for tests: real deals with their dated past, many at once."""

from datetime import date

from carnet.deals.actions import new_deal, opening_stage
from carnet.deals.models import DealState, Stage
from carnet.deals.states import first_states
from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.queries import announced_report
from carnet.identity import actions as people
from carnet.journal.changes import insert_many

TODAY = date(2026, 11, 20)
NOVEMBER = Asked(date(2026, 11, 1), date(2026, 11, 30), TODAY)


def announce(agent, *amounts, actor, kind="engaging", **values):
    """One deal for each amount in euros; a closed one closes on `closed_on`."""
    stage = Stage.objects.filter(pipeline__is_default=True, kind=kind).order_by("position").first()
    deals = []
    for amount in amounts:
        columns = {"agent": agent, "stage": stage, "engaged_on": date(2024, 1, 5), **values}
        columns["amount"] = None if amount is None else round(amount * 100)
        deals.append(new_deal(columns, day=TODAY, currency="EUR")[0])
    insert_many(deals, actor=actor)
    opening = opening_stage(stage)
    past = [first_states(deal, opening=opening, at=actor.at) for deal in deals]
    DealState.objects.bulk_create([state for states in past for state in states])
    return deals


def wait(agent, *amounts, due=date(2026, 11, 25), **values):
    """Deals waiting, due in five days."""
    return announce(agent, *amounts, expected_close_on=due, **values)


def close(agent, *, paid=0, refused=0, on=date(2026, 3, 2), amount=10, **values):
    """So many deals paid, and so many refused, before the period."""
    announce(agent, *[amount] * paid, kind="won", closed_on=on, **values)
    announce(agent, *[amount] * refused, kind="lost", closed_on=on, **values)


def head_with_agents(name, *agents, actor):
    """A head and their agents, in that order."""
    head = people.create_member(values={"name": name, "is_agent": False}, actor=actor)
    team = people.create_team(name=f"Équipe {name}", head=head, actor=actor)
    return head, *(people.create_member(values={"name": one, "team": team}, actor=actor) for one in agents)


def report(asked=NOVEMBER):
    return announced_report(asked)


def row_of(found, key):
    return next(row for row in found.rows if row.key == key)
