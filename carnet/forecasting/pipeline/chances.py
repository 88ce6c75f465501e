"""From daily hazards to the probability that a deal is won by a day."""

from dataclasses import dataclass

import numpy as np

from carnet.forecasting.arrays import Floats, Integers, blocks
from carnet.forecasting.pipeline import staged
from carnet.forecasting.pipeline.exposure import months_of_quarter
from carnet.forecasting.pipeline.model import Model


@dataclass(frozen=True)
class Clocks:
    """How far deals are at the end of a day: days since they began, their stage, days since its beginning."""

    age: Integers
    stage: Integers
    stay: Integers


def chances(model: Model, clocks: Clocks, multiplier: Floats, day: int, days: int) -> Floats:
    """The chance of each deal to be won within `days`; by age in stages the model has not seen."""
    if days <= 0:
        return np.zeros(len(clocks.age))
    known = np.isin(clocks.stage, list(model.stages))
    found = np.zeros(len(clocks.age))
    for few in blocks(np.flatnonzero(~known), days):
        found[few] = won_by(daily_hazards(model, clocks.age[few], multiplier[:, few], day, days))[:, -1]
    if known.any():
        stage, stay = clocks.stage[known], clocks.stay[known]
        found[known] = staged.chances(model, stage, stay, multiplier[:, known], day, days)
    return found


def daily_hazards(model: Model, age: Integers, multiplier: Floats, day: int, days: int) -> Floats:
    """The hazard of each deal (`age` at the end of `day`) on each of the days after: `[cause, deal, day]`."""
    base = model.at_ages(age[:, None] + np.arange(1, days + 1))
    months = model.month_rates[:, months_of_quarter(day + 1, day + days)]
    return bounded(base * months[:, None, :] * multiplier[:, :, None])


def won_by(hazards: Floats) -> Floats:
    """The chance of each deal to be won by the end of each day: `[deal, day]`."""
    stay = 1 - hazards.sum(axis=0)
    reached = np.cumprod(stay, axis=1)
    before = np.concatenate([np.ones((len(stay), 1)), reached[:, :-1]], axis=1)
    won: Floats = np.cumsum(before * hazards[0], axis=1)
    return np.minimum(won, 1)


def born_and_won(model: Model, multiplier: Floats, day: int, days: int) -> Floats:
    """For each multiplier, the deals won by the end of `days` where one is announced on each of them.

    Counted age by age over all days of birth at once; beyond the oldest age ever closed nothing is gained.
    """
    if model.stages:
        return staged.born_and_won(model, multiplier, day, days)
    count = multiplier.shape[1]
    months = model.month_rates[:, months_of_quarter(day + 1, day + days)]
    pace = months[:, None, :] * multiplier[:, :, None]
    alive = np.ones((count, days))
    won = np.zeros(count)
    base = model.at_ages(np.arange(min(days, model.oldest + 1)))
    for age in range(base.shape[1]):
        hazards = bounded(base[:, age, None, None] * pace[:, :, age:])
        alive = alive[:, : days - age]
        won += (alive * hazards[0]).sum(axis=1)
        alive = alive * (1 - hazards.sum(axis=0))
    return won


def bounded(hazards: Floats) -> Floats:
    """No more than certainty, both causes together."""
    total = hazards.sum(axis=0)
    return hazards / np.maximum(total, 1) if total.size and total.max() > 1 else hazards
