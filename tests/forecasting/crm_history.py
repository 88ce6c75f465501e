"""The CRM sales set of the shared data as a history, straight from its files."""

import csv
from datetime import date
from pathlib import Path

import pytest

from carnet.core.text import match_key
from carnet.forecasting.pipeline.reading import DealRow, StateRow, built
from carnet.metrics.people import NOWHERE, Place

DATA = Path(__file__).parents[3] / "shared" / "data" / "crm-sales-opportunities"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real data set ../shared/data/crm-sales-opportunities is not here"
)
KINDS = {"Won": "won", "Lost": "lost", "Engaging": "engaging", "Prospecting": "prospecting"}
STAGES = {name: position for position, name in enumerate(KINDS, start=1)}
STAGE_CHANCES = {1: 1.0, 2: 0.0, 3: 0.6, 4: 0.2}


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def force():
    people = {None: (NOWHERE, NOWHERE)}
    managers = {}
    for pk, row in enumerate(rows("sales_teams.csv"), start=1):
        head = managers.setdefault(row["manager"], 1000 + len(managers))
        people[pk] = (Place(pk, row["sales_agent"]), Place(head, row["manager"]))
    return people


def history():
    """8,800 deals: agents 1 to 35, heads from 1000, products by their place in the list."""
    people = force()
    agents = {agent.name: pk for pk, (agent, _head) in people.items()}
    listed = list(enumerate(rows("products.csv"), start=1))
    products = {match_key(row["product"]): pk for pk, row in listed}
    prices = {pk: int(row["sales_price"]) * 100 for pk, row in listed}
    deals = [
        _deal(pk, row, agents[row["sales_agent"]], products[match_key(row["product"])], prices)
        for pk, row in enumerate(rows("sales_pipeline.csv"), start=1)
    ]
    states = [state for deal in deals for state in _states(deal)]
    return built(deals, states, people, {pk: row["product"] for pk, row in listed}, STAGE_CHANCES)


def _deal(pk, row, agent, product, prices):
    stage = row["deal_stage"]
    return DealRow(
        id=pk,
        reference=row["opportunity_id"],
        kind=KINDS[stage],
        stage=STAGES[stage],
        closed_on=_day(row["close_date"]),
        closed_amount=int(row["close_value"]) * 100 if stage == "Won" else None,
        amount=None,
        list_amount=prices[product],
        engaged_on=_day(row["engage_date"]),
        created_on=date(2026, 11, 20),
        agent=agent,
        product=product,
        expected_on=None,
    )


def _states(deal):
    """As an import rebuilds them: Engaging until the closing."""
    tail = (deal.amount, deal.agent, deal.expected_on)
    opened = deal.engaged_on or deal.created_on
    if deal.closed_on is None:
        return [StateRow(deal.id, opened, deal.kind, deal.stage, *tail)]
    before = StateRow(deal.id, opened, "engaging", STAGES["Engaging"], *tail)
    return [before, StateRow(deal.id, deal.closed_on, deal.kind, deal.stage, *tail)]


def _day(text):
    return date.fromisoformat(text) if text else None
