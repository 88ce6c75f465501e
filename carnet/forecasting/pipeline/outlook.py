"""What the deals known on a day promise each agent over days after it, before any correction."""

from dataclasses import dataclass

import numpy as np

from carnet.forecasting.arrays import Flags, Floats, Integers
from carnet.forecasting.pipeline.chances import Clocks, born_and_won, chances
from carnet.forecasting.pipeline.hazards import fit
from carnet.forecasting.pipeline.history import OPEN, WON, History, Known
from carnet.forecasting.pipeline.model import FACTORS, Model
from carnet.forecasting.pipeline.run_rate import RunRate, run_rate

NEW_DAYS = 60
FILLING = 20
"""Openings of one day that, outnumbering the rest of the 60 days, tell of a list filled in, not of trade."""


@dataclass(frozen=True)
class Window:
    """The days looked at: from `skip` days after the day known to `days` after it."""

    days: int
    skip: int = 0


@dataclass(frozen=True)
class Outlook:
    """By agent, in minor units: open deals and new ones; `chance` is that of each deal of `open_deals`.

    `realised` (q) is what won deals brought of what they had announced; without a model nothing is promised.
    The chance counts from the day known, the amounts within the window.
    """

    known: Known
    model: Model | None
    window: Window
    open_deals: Integers
    chance: Floats
    realised: float
    pipeline: Floats
    new_business: Floats
    rate: RunRate

    @property
    def bottom_up(self) -> Floats:
        """What deals are expected to bring, announced already or not."""
        return self.pipeline + self.new_business

    @property
    def asleep(self) -> Flags:
        """Of all deals known, the open ones older than any that ever closed."""
        if self.model is None:
            return np.zeros(len(self.known.deal), dtype=bool)
        age = self.known.day - self.known.opened_on
        asleep: Flags = (self.known.kind == OPEN) & (age > self.model.oldest)
        return asleep

    @property
    def run_rate(self) -> Floats:
        """What the shrunk run-rate makes of the days."""
        return self.rate.shrunk * (self.window.days - self.window.skip)


def outlook(history: History, day: int, window: Window) -> Outlook:
    """As known at the end of `day`."""
    known = history.known_at(day)
    agents = len(history.people.agents)
    model = fit(history, known)
    open_deals = np.flatnonzero(known.kind == OPEN)
    realised = _realised(known)
    chance = within = np.zeros(len(open_deals))
    new = np.zeros(agents)
    if model is not None and window.days > 0:
        chance = chances_of(model, known, open_deals, window.days)
        within = chance - chances_of(model, known, open_deals, window.skip)
        new = _new_business(history, model, known, window) * realised
    worth = within * known.announced[open_deals] * realised
    return Outlook(
        known=known,
        model=model,
        window=window,
        open_deals=open_deals,
        chance=chance,
        realised=realised,
        pipeline=np.bincount(known.agent[open_deals], worth, agents).astype(float),
        new_business=new,
        rate=run_rate(known, history.people.head_of),
    )


def _realised(known: Known) -> float:
    won = (known.kind == WON) & (known.announced > 0)
    announced = int(known.announced[won].sum())
    return float(max(known.value[won].sum() / announced, 0)) if announced else 1.0


def chances_of(model: Model, known: Known, deals: Integers, days: int) -> Floats:
    """The chance of open deals to be won within so many days after the day known."""
    multiplier = model.multiplier({name: getattr(known, name)[deals] for name in FACTORS})
    clocks = Clocks(
        age=known.day - known.opened_on[deals],
        stage=known.stage[deals],
        stay=known.day - known.stage_since[deals],
    )
    return chances(model, clocks, multiplier, known.day, days)


def _new_business(history: History, model: Model, known: Known, window: Window) -> Floats:
    """Each agent goes on announcing deals as in the last 60 days."""
    people = history.people
    span = min(NEW_DAYS, known.day - int(known.opened_on.min()) + 1)
    recent = _newly_announced(known, span)
    announced = np.bincount(known.agent[recent], known.announced[recent], len(people.agents))
    busy = np.flatnonzero(announced)
    multiplier = model.multiplier({"head": people.head_of[busy], "agent": busy})
    new = np.zeros(len(people.agents))
    born = born_and_won(model, multiplier, known.day, window.days)
    if window.skip:
        born = born - born_and_won(model, multiplier, known.day, window.skip)
    new[busy] = announced[busy] / span * born
    return new


def _newly_announced(known: Known, span: int) -> Flags:
    """Deals without a day begin when they are entered: the day of an import is no day of trade."""
    recent = known.opened_on > known.day - span
    per_day = np.bincount(known.day - known.opened_on[recent], minlength=span)
    busiest = int(per_day.argmax())
    if per_day[busiest] > max(FILLING, per_day.sum() / 2):
        recent &= known.opened_on != known.day - busiest
    return recent
