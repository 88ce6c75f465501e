"""Reading the past of every deal out of the database, in six queries."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np

from carnet.catalogue.queries import visible_products
from carnet.core.errors import TooLarge
from carnet.deals.models import DealState, StageKind
from carnet.deals.queries import visible_deals, visible_stages
from carnet.forecasting.heads import EVERYONE, agents_and_heads
from carnet.forecasting.pipeline.history import (
    LOST,
    NEVER,
    NO_AMOUNT,
    OPEN,
    WON,
    History,
    People,
    States,
    numbers,
)
from carnet.metrics.people import Place

Force = Mapping[int | None, tuple[Place, Place]]
"""Every agent and their head, by the agent's id."""

LARGEST_SUM = 2**59
_KINDS = {StageKind.WON.value: WON, StageKind.LOST.value: LOST}


class DealRow(NamedTuple):
    """The columns of a deal."""

    id: int
    reference: str
    kind: str
    stage: int
    closed_on: date | None
    closed_amount: int | None
    amount: int | None
    list_amount: int | None
    engaged_on: date | None
    created_on: date
    agent: int | None
    product: int | None
    expected_on: date | None


class StateRow(NamedTuple):
    """The columns of a dated state."""

    deal: int
    from_on: date
    kind: str
    stage: int
    amount: int | None
    agent: int | None
    expected_on: date | None


_DEAL = (
    "pk reference stage_kind stage_id closed_on closed_amount amount list_amount engaged_on created_on"
    " agent_id product_id expected_close_on"
).split()
_STATE = "deal_id from_on stage__kind stage_id amount agent_id expected_close_on".split()


def load_history() -> History:
    """Every deal of the company with its dated past."""
    deals = visible_deals(EVERYONE).order_by("pk").values_list(*_DEAL)
    states = DealState.objects.order_by("deal_id", "from_on", "id").values_list(*_STATE)
    products = dict(visible_products(EVERYONE).values_list("pk", "name"))
    stages = dict(visible_stages(EVERYONE).values_list("pk", "probability"))
    rows = map(DealRow._make, deals), map(StateRow._make, states)
    return built(*rows, agents_and_heads(), products, stages)


def built(
    deals: Iterable[DealRow],
    states: Iterable[StateRow],
    force: Force,
    products: Mapping[int, str],
    stage_chances: Mapping[int, float],
) -> History:
    """The history these rows tell; a deal without a dated state has those of its own dates."""
    rows = sorted(deals, key=lambda row: row.id)
    position = {row.id: index for index, row in enumerate(rows)}
    past = [row for row in states if row.deal in position]
    told = {row.deal for row in past}
    past += (state for row in rows if row.id not in told for state in _own_states(row))
    # Sorting is stable: states of one day stay in the order in which they were written.
    past.sort(key=lambda row: (row.deal, row.from_on))
    people = _people(force)
    agent_at = {pk: index for index, pk in enumerate(people.agents)}
    product_ids: tuple[int | None, ...] = (None, *products)
    product_at: dict[int | None, int] = {pk: index for index, pk in enumerate(product_ids)}
    dated = _states(past, position, agent_at)
    _check_sums(row.amount for row in past)
    _check_sums(price for row in rows for price in (row.closed_amount, row.list_amount))
    opened = np.full(len(rows), NEVER, dtype=np.int64)
    opened[dated.deal[::-1]] = dated.from_on[::-1]
    closed = numbers(_day(row.closed_on) for row in rows)
    return History(
        ids=numbers(row.id for row in rows),
        references=tuple(row.reference for row in rows),
        opened_on=opened,
        has_age=np.array([row.engaged_on is not None for row in rows], dtype=bool) | (opened < closed),
        kind=numbers(_KINDS.get(row.kind, OPEN) for row in rows),
        closed_on=closed,
        closed_amount=numbers(_amount(row.closed_amount) for row in rows),
        list_amount=numbers(_amount(row.list_amount) for row in rows),
        product=numbers(product_at.get(row.product, 0) for row in rows),
        products=product_ids,
        product_names=(None, *products.values()),
        people=people,
        states=dated,
        stage_chances=stage_chances,
    )


def _check_sums(amounts: Iterable[int | None]) -> None:
    """Numbers of 64 bits turn round unnoticed: refused long before, for what a forecast makes of them."""
    if sum(abs(amount) for amount in amounts if amount) > LARGEST_SUM:
        raise TooLarge


def _own_states(row: DealRow) -> list[StateRow]:
    """As an import rebuilds them: open from the engaged day, else the creation, final from the closing."""
    tail = (row.stage, row.amount, row.agent, row.expected_on)
    opened = row.engaged_on or row.created_on
    if row.closed_on is None:
        return [StateRow(row.id, opened, row.kind, *tail)]
    opened = min(opened, row.closed_on)
    # Nothing tells the stage it closed from: -1 stands for one stage of all such deals.
    before = StateRow(row.id, opened, StageKind.ENGAGING.value, -1, *tail[1:])
    return [before, StateRow(row.id, row.closed_on, row.kind, *tail)]


def _states(past: list[StateRow], position: Mapping[int, int], agent_at: Mapping[int | None, int]) -> States:
    return States(
        deal=numbers(position[row.deal] for row in past),
        from_on=numbers(row.from_on.toordinal() for row in past),
        kind=numbers(_KINDS.get(row.kind, OPEN) for row in past),
        stage=numbers(row.stage for row in past),
        amount=numbers(_amount(row.amount) for row in past),
        agent=numbers(agent_at.get(row.agent, 0) for row in past),
        expected_on=numbers(_day(row.expected_on) for row in past),
    )


def _people(force: Force) -> People:
    """Position 0 is nobody, among agents and among heads."""
    agents = (None, *sorted(pk for pk in force if pk is not None))
    names = {head.id: head.name for _agent, head in force.values() if head.id is not None}
    heads: tuple[int | None, ...] = (None, *sorted(names))
    head_at = {pk: index for index, pk in enumerate(heads)}
    return People(
        agents=agents,
        agent_names=tuple(force[pk][0].name for pk in agents),
        heads=heads,
        head_names=(None, *(names[pk] for pk in sorted(names))),
        head_of=numbers(head_at[force[pk][1].id] for pk in agents),
    )


def _day(day: date | None) -> int:
    return NEVER if day is None else day.toordinal()


def _amount(minor: int | None) -> int:
    return NO_AMOUNT if minor is None else minor
