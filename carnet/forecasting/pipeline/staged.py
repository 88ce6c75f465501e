"""Chances where stages are dated: a deal is won, lost, or goes on to a later stage and is won from there."""

from collections.abc import Mapping

import numpy as np

from carnet.forecasting.arrays import Floats, Integers, blocks
from carnet.forecasting.pipeline.exposure import months_of_quarter
from carnet.forecasting.pipeline.model import Model, StageTable

STEP = 0.1
"""Deals whose factors differ by less than ten per cent go on alike from the next stage."""

Values = Mapping[int, Floats]


def values(model: Model, multiplier: Floats, day: int, days: int) -> Values:
    """For each stage the chance to be won by the end of `days` if entered at the end of each: `[who, day]`.

    Counted from the last stage back, day of the stay by day of the stay, over all days of entry at once.
    """
    pace = _pace(model, day, days)[:, None, :] * multiplier[:, :, None]
    found: dict[int, Floats] = {}
    for stage, table in reversed(list(model.stages.items())):
        found[stage] = _value(table, pace, found)
    return found


def _pace(model: Model, day: int, days: int) -> Floats:
    rates: Floats = model.month_rates[:, months_of_quarter(day + 1, day + days)]
    return rates


def _value(table: StageTable, pace: Floats, later: Values) -> Floats:
    count, days = pace.shape[1:]
    alive, won = np.ones((count, days + 1)), np.zeros((count, days + 1))
    base = table.at_ages(np.arange(days + 1))
    # Past the longest stay that ever ended nothing is gained.
    for stay in range(1, min(days, table.longest) + 1):
        hazards = base[:, stay, None, None] * pace[:, :, stay - 1 :]
        onward = {stage: table.move_at(stage, np.array(stay)) for stage in table.moves}
        leaving = hazards[0] + hazards[1] + sum(onward.values())
        gained = hazards[0] + sum(move * later[stage][:, stay:] for stage, move in onward.items())
        entered = slice(0, days + 1 - stay)
        won[:, entered] += alive[:, entered] * gained / np.maximum(leaving, 1)
        alive[:, entered] *= np.maximum(1 - leaving, 0)
    return won


def chances(model: Model, stage: Integers, stay: Integers, multiplier: Floats, day: int, days: int) -> Floats:
    """The chance of each deal to be won by the end of `days`, from its stage and its days in it."""
    alike, who = np.unique(np.rint(np.log(multiplier) / STEP), axis=1, return_inverse=True)
    later = values(model, np.exp(alike * STEP), day, days)
    rates, who = _pace(model, day, days)[:, None, :], who.reshape(-1)
    found = np.zeros(len(stage))
    for one, table in model.stages.items():
        for few in blocks(np.flatnonzero(stage == one), days):
            after = {name: value[who[few], 1:] for name, value in later.items()}
            found[few] = _chance(table, stay[few], rates * multiplier[:, few, None], after)
    return found


def _chance(table: StageTable, stay: Integers, pace: Floats, after: Values) -> Floats:
    ages = stay[:, None] + np.arange(1, pace.shape[2] + 1)
    hazards = table.at_ages(ages) * pace
    moves = {stage: table.move_at(stage, ages) for stage in table.moves}
    leaving = hazards.sum(axis=0) + sum(moves.values())
    scale = 1 / np.maximum(leaving, 1)
    gained = hazards[0] + sum(move * after[stage] for stage, move in moves.items())
    reached = np.cumprod(1 - leaving * scale, axis=1)
    before = np.concatenate([np.ones((len(stay), 1)), reached[:, :-1]], axis=1)
    won: Floats = (before * gained * scale).sum(axis=1)
    return np.minimum(won, 1)


def born_and_won(model: Model, multiplier: Floats, day: int, days: int) -> Floats:
    """The deals won by the end of `days` where one begins on each, in the stages in which deals begin."""
    begun = {stage: table.begun for stage, table in model.stages.items()}
    whole = sum(begun.values())
    if not whole:
        return np.zeros(multiplier.shape[1])
    found = values(model, multiplier, day, days)
    won: Floats = sum(found[stage][:, 1:].sum(axis=1) * count / whole for stage, count in begun.items())
    return won


def by_day(model: Model, stage: int, stay: int, multiplier: Floats, day: int, days: int) -> Floats:
    """The chance of one deal to be won by the end of each day: its whereabouts followed day by day."""
    pace = _pace(model, day, days) * multiplier[:, None]
    size = stay + days + 1
    there = {one: np.zeros(size) for one in model.stages}
    there[stage][stay] = 1.0
    won = np.zeros(days)
    for at in range(days):
        after = {one: np.zeros(size) for one in model.stages}
        for one, table in model.stages.items():
            won[at] += _a_day(one, table, pace[:, at], there[one], after)
        there = after
    return np.minimum(np.cumsum(won), 1)


def _a_day(stage: int, table: StageTable, pace: Floats, there: Floats, after: dict[int, Floats]) -> float:
    """What is won of those in a stage; the others are a day later there, or begin a later stage."""
    stays = np.arange(1, len(there))
    hazards = table.at_ages(stays) * pace[:, None]
    moves = {one: table.move_at(one, stays) for one in table.moves}
    leaving = hazards.sum(axis=0) + sum(moves.values())
    present = there[:-1] / np.maximum(leaving, 1)
    for one, move in moves.items():
        after[one][0] += float((present * move).sum())
    after[stage][1:] += there[:-1] * (1 - np.minimum(leaving, 1))
    return float((present * hazards[0]).sum())
