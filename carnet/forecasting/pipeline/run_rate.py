"""The plain baseline: what was won a day of late, each agent's own drawn towards their group's."""

from dataclasses import dataclass

import numpy as np

from carnet.forecasting.arrays import Flags, Floats, Integers
from carnet.forecasting.pipeline.exposure import watched_from
from carnet.forecasting.pipeline.history import WON, Known
from carnet.forecasting.spread import RUN_RATE_DAYS

FEWEST_AGENTS = 3
FEWEST_DAYS = 30
"""A history of a few days is not a rate: its revenue is spread over a month."""


@dataclass(frozen=True)
class RunRate:
    """Minor units a day by agent: plain and shrunk, of one sum; `size` is the mean amount weighted by itself.

    `size` (phi) is how far sums of won deals scatter: their variance beside their mean.
    """

    plain: Floats
    shrunk: Floats
    size: float


def run_rate(known: Known, head_of: Integers) -> RunRate:
    """The revenue a day of the last 90 days, or of the history where that is shorter."""
    agents = len(head_of)
    since = watched_from(known)
    span = RUN_RATE_DAYS if since is None else min(max(known.day - since + 1, FEWEST_DAYS), RUN_RATE_DAYS)
    won = (known.kind == WON) & (known.since_on > known.day - span)
    plain = np.bincount(known.agent[won], known.value[won], agents).astype(float)
    size = _size(known, won)
    active = np.zeros(agents, dtype=bool)
    active[known.agent[np.maximum(known.opened_on, known.since_on) > known.day - span]] = True
    active[0] = False
    return RunRate(plain / span, _shrunk(plain, active, head_of, size) / span, size)


def _size(known: Known, won: Flags) -> float:
    """Of the deals won in those days, else of all ever won, else of all that were announced."""
    for those in (won, known.kind == WON, np.ones(len(won), dtype=bool)):
        value = known.value[those].astype(float)
        if value.any():
            return float((value**2).sum() / np.abs(value).sum())
    return 0.0


def _shrunk(revenue: Floats, active: Flags, head_of: Integers, size: float) -> Floats:
    """Drawn to the mean of the group by the share of its differences that is chance; its sum stays."""
    shrunk = revenue.copy()
    for head in np.unique(head_of[active]):
        group = active & (head_of == head)
        own = revenue[group]
        if len(own) >= FEWEST_AGENTS and own.sum() > 0 and own.var() > 0:
            chance = min(size * own.mean() / own.var(), 1.0)
            shrunk[group] = (1 - chance) * own + chance * own.mean()
    return shrunk
