"""The past of every deal as arrays, and what of it was known at the end of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np

from carnet.forecasting.arrays import Flags, Integers

OPEN, WON, LOST = 0, 1, 2
NEVER = 10**7
"""The day number of what has no day: beyond the year 9999."""

NO_AMOUNT = int(np.iinfo(np.int64).min)


@dataclass(frozen=True)
class People:
    """Who sells: position 0 is nobody. `head_of` gives each agent's position in `heads`."""

    agents: tuple[int | None, ...]
    agent_names: tuple[str | None, ...]
    heads: tuple[int | None, ...]
    head_names: tuple[str | None, ...]
    head_of: Integers


@dataclass(frozen=True)
class States:
    """The dated states of all deals, in the order of deal and day; `deal` and `agent` are positions."""

    deal: Integers
    from_on: Integers
    kind: Integers
    stage: Integers
    amount: Integers
    agent: Integers
    expected_on: Integers

    @cached_property
    def kind_since(self) -> Integers:
        """The day from which each state's deal has been open, won or lost without a break."""
        return _since(self.deal, self.kind, self.from_on)

    @cached_property
    def stage_since(self) -> Integers:
        """The same of its stage."""
        return _since(self.deal, self.stage, self.from_on)


def _since(deal: Integers, value: Integers, from_on: Integers) -> Integers:
    begins = np.ones(len(deal), dtype=bool)
    begins[1:] = (deal[1:] != deal[:-1]) | (value[1:] != value[:-1])
    return from_on[np.maximum.accumulate(np.where(begins, np.arange(len(deal)), 0))]


@dataclass(frozen=True)
class Known:
    """The deals known at the end of a day, one position each; `deal` is that in the history.

    `value` is what was known then: the closed amount of a deal won by then, else the announced amount, else
    the price by the list; `since_on` is the day its kind began, so that of the closing of a closed deal.
    """

    day: int
    deal: Integers
    kind: Integers
    stage: Integers
    opened_on: Integers
    since_on: Integers
    stage_since: Integers
    agent: Integers
    head: Integers
    product: Integers
    announced: Integers
    value: Integers
    expected_on: Integers
    has_age: Flags


@dataclass(frozen=True)
class History:
    """Every deal with its present columns and all its dated states; days are ordinals, amounts minor units.

    `opened_on` is the day of its first state; `has_age` is false where a closed deal tells no opening.
    """

    ids: Integers
    references: tuple[str, ...]
    opened_on: Integers
    has_age: Flags
    kind: Integers
    closed_on: Integers
    closed_amount: Integers
    list_amount: Integers
    product: Integers
    products: tuple[int | None, ...]
    product_names: tuple[str | None, ...]
    people: People
    states: States
    stage_chances: Mapping[int, float] = field(default_factory=dict)
    """The probability people gave each stage, by its id: what forecasts are compared with."""

    def known_at(self, day: int) -> Known:
        """What stood in the history at the end of a day, and nothing of what came later."""
        states = self.states
        told = np.flatnonzero(states.from_on <= day)
        is_last = np.ones(len(told), dtype=bool)
        is_last[:-1] = states.deal[told[1:]] != states.deal[told[:-1]]
        last = told[is_last]
        deal, kind, agent = states.deal[last], states.kind[last], states.agent[last]
        announced = self._announced(deal, states.amount[last])
        return Known(
            day=day,
            deal=deal,
            kind=kind,
            stage=states.stage[last],
            opened_on=self.opened_on[deal],
            since_on=states.kind_since[last],
            stage_since=states.stage_since[last],
            agent=agent,
            head=self.people.head_of[agent],
            product=self.product[deal],
            announced=announced,
            value=self._value(deal, kind, announced, day),
            expected_on=states.expected_on[last],
            has_age=self.has_age[deal],
        )

    def _announced(self, deal: Integers, amount: Integers) -> Integers:
        listed = self.list_amount[deal]
        told = np.where(amount != NO_AMOUNT, amount, listed)
        return cast("Integers", np.where(told != NO_AMOUNT, told, 0))

    def _value(self, deal: Integers, kind: Integers, announced: Integers, day: int) -> Integers:
        """What was paid, where that closing still stands: of one since undone only the amount is known."""
        has_price = (kind == WON) & (self.closed_amount[deal] != NO_AMOUNT) & (self.closed_on[deal] <= day)
        return cast("Integers", np.where(has_price, self.closed_amount[deal], announced))


def numbers(values: Any) -> Integers:
    """An array of whole numbers, whatever is given."""
    return np.asarray(list(values), dtype=np.int64)
