"""Agents, heads and the company: sums that add up at every level, cent by cent."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from carnet.forecasting.arrays import Floats, Integers
from carnet.forecasting.pipeline.history import People
from carnet.forecasting.shares import shared

Kind = TypeVar("Kind", np.int64, np.float64)


@dataclass(frozen=True)
class Grouping:
    """Agents in groups, one position each; `group_of` is the position of each agent's group."""

    ids: tuple[int | None, ...]
    names: tuple[str | None, ...]
    manager_ids: tuple[int | None, ...]
    group_of: Integers

    def sums(self, by_agent: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """A figure by agent, added up by group, whole where it is whole."""
        total = np.zeros(len(self.ids), dtype=by_agent.dtype)
        np.add.at(total, self.group_of, by_agent)
        return total


def levels(people: People) -> tuple[Grouping, Grouping, Grouping]:
    """The company, its heads and its agents."""
    agents = np.arange(len(people.agents))
    of_agents = tuple(people.heads[head] for head in people.head_of)
    return (
        Grouping((None,), (None,), (None,), agents * 0),
        Grouping(people.heads, people.head_names, (None,) * len(people.heads), people.head_of),
        Grouping(people.agents, people.agent_names, of_agents, agents),
    )


def cents(amounts: Floats) -> Integers:
    """Whole cents whose sum is that of the amounts, rounded once."""
    exact = [Fraction(amount) for amount in amounts.tolist()]
    return np.array(shared(round(sum(exact)), exact), dtype=np.int64)
