"""The same forecast made again as of earlier days whose outcome is known by now: bias and scatter.

Replays are computed, not said: they never enter the track record.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.pipeline.exposure import watched_from
from carnet.forecasting.pipeline.hazards import FEW
from carnet.forecasting.pipeline.history import WON, History, Known
from carnet.forecasting.pipeline.interval import errors
from carnet.forecasting.pipeline.outlook import Outlook, Window, outlook

STEP, MOST = 10, 18
FEWEST_DAYS = 30
"""Days a history must have been watched before a replay says anything."""


@dataclass(frozen=True)
class Replay:
    """An outlook of the past and what each agent then really won."""

    said: Outlook
    actual: Floats


def replays(history: History, known: Known, window: Window) -> list[Replay]:
    """Outlooks over as many days, every ten days back, all ended by the day known."""
    since = watched_from(known)
    if since is None or window.days <= window.skip:
        return []
    cuts = range(known.day - window.days, since + FEWEST_DAYS - 1, -STEP)[:MOST]
    told = (_replay(history, known, cut, window) for cut in cuts)
    return [replay for replay in told if replay.said.model and replay.said.model.closed >= FEW]


def _replay(history: History, known: Known, cut: int, window: Window) -> Replay:
    actual = won_between(history, known, cut + window.skip, cut + window.days)
    return Replay(outlook(history, cut, window), actual)


def won_between(history: History, known: Known, after: int, until: int) -> Floats:
    """What each agent won after a day and by another, as known now."""
    won = (known.kind == WON) & (known.since_on > after) & (known.since_on <= until)
    return np.bincount(known.agent[won], known.value[won], len(history.people.agents)).astype(float)


def bias(past: list[Replay], period_revenue: float) -> float:
    """What became of a unit forecast bottom-up; without a past it is 1."""
    actual = sum(replay.actual.sum() for replay in past) + period_revenue
    said = sum(replay.said.bottom_up.sum() for replay in past) + period_revenue
    return float(actual / said) if actual > 0 and said > 0 else 1.0


def blended(said: Outlook, bias: float) -> Floats:
    """Half bottom-up, corrected, half run-rate: what each agent is expected to win."""
    return 0.5 * bias * said.bottom_up + 0.5 * said.run_rate


@dataclass(frozen=True)
class Corrected:
    """An outlook with what its past teaches: its bias and how far it missed."""

    said: Outlook
    past: list[Replay]
    bias: float

    @property
    def expected(self) -> Floats:
        """By agent, beyond what is won already."""
        return blended(self.said, self.bias)

    def missed(self, sums: Callable[[Floats], Floats]) -> Floats:
        """Past errors in standard deviations, of the groups that `sums` makes of agents."""
        found = [
            errors(sums(one.actual), sums(blended(one.said, self.bias)), one.said.rate.size)
            for one in self.past
        ]
        return np.concatenate([[], *found])


def corrected(history: History, said: Outlook, *, period_days: int) -> Corrected:
    """An outlook beside its replays; the revenue of a period keeps a short past from deciding alone."""
    past = replays(history, said.known, said.window) if said.model else []
    return Corrected(said, past, bias(past, said.rate.plain.sum() * period_days))
