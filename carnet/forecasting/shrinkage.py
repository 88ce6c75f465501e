"""Drawing the rate of a small group towards that of the whole, by how much groups really differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from carnet.forecasting.beta import beta_interval

WEAKEST, STRONGEST = 5.0, 1000.0
WITH_FEW_GROUPS = 10.0
FEW_GROUPS = 3
FEW_CASES = 5
"""Fewer cases say nothing of their own: the whole's rate is shown in their place."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A rate drawn towards the whole's, with its 80 % interval."""

    rate: float
    low: float
    high: float
    is_few: bool


def shrunk(cases: float, successes: float, *, rate: float, strength: float) -> Shrunk:
    """(w + k r) / (n + k), and Beta(w + k r, n - w + k (1 - r)) from 10 to 90 %.

    Under five cases the whole's rate stands there, as wide as groups differ.
    """
    few = cases < FEW_CASES
    n, w = (0.0, 0.0) if few else (cases, successes)
    above, below = w + strength * rate, n - w + strength * (1 - rate)
    low, high = beta_interval(max(above, 0.0), max(below, 0.0))
    return Shrunk(above / (n + strength), low, high, few)


def strength(groups: Sequence[tuple[float, float]], rate: float) -> float:
    """k = r (1 - r) / tau^2 - 1 of groups (cases, successes), between 5 and 1000; 10 of fewer than three.

    tau^2 is how much their rates vary beyond what chance alone does, by moments: the spread of the rates
    weighted by their cases, less its expectation were all of one rate.
    """
    held = [(n, w / n) for n, w in groups if n > 0]
    if len(held) < FEW_GROUPS:
        return WITH_FEW_GROUPS
    total = sum(n for n, _own in held)
    spread = sum(n * (own - rate) ** 2 for n, own in held)
    chance = rate * (1 - rate)
    beyond = spread - (len(held) - 1) * chance
    variance = beyond / (total - sum(n * n for n, _own in held) / total)
    if variance <= 0:
        return STRONGEST
    return min(max(chance / variance - 1, WEAKEST), STRONGEST)
