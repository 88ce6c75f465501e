"""Counting the daily chance of being won or lost: by age or stage, month, head, agent and product."""

from dataclasses import replace

import numpy as np

from carnet.forecasting.arrays import Floats, Integers
from carnet.forecasting.pipeline.exposure import (
    Spells,
    days_at_risk,
    full_quarters,
    months_between,
    months_of_quarter,
    spells,
    watched_from,
)
from carnet.forecasting.pipeline.history import LOST, WON, History, Known
from carnet.forecasting.pipeline.model import FACTORS, Factor, Model, StageTable, Table
from carnet.forecasting.pipeline.stays import are_dated, stays

NEEDED = 10
"""Closed deals below which nothing is said."""

FEW, FEW_BINS = 30, 3
EVENTS_PER_BIN, MOST_BINS = 15, 60
RECENT_DAYS = 60
QUARTERS_FOR_MONTHS, MONTH_WEIGHT = 2, 10.0
LEAST_WEIGHT, MOST_WEIGHT = 5, 2000
_CAUSES = (WON, LOST)
_TINY = 1e-9


def fit(history: History, known: Known) -> Model | None:
    """The hazards of what a day knew; None where fewer than `NEEDED` deals had closed."""
    since = watched_from(known)
    if since is None:
        return None
    watched = spells(known, since)
    closed = int(np.isin(watched.kind, _CAUSES).sum())
    if closed < NEEDED:
        return None
    model = _by_age(watched, known.day, since)
    if closed < FEW:
        return model
    told = stays(history, known, since)
    if are_dated(told, closed=closed, needed=FEW):
        watched, model = told, replace(model, stages=_by_stage(told, known.day))
    people = history.people
    ids = {"head": people.heads, "agent": people.agents, "product": history.products}
    has_months = full_quarters(int(known.opened_on.min()), known.day) >= QUARTERS_FOR_MONTHS
    return _with_factors(model, watched, ids, has_months=has_months)


def _by_age(watched: Spells, day: int, since: int) -> Model:
    ages = watched.last[np.isin(watched.kind, _CAUSES)]
    table = _table(watched, _edges(ages))
    return Model(**vars(table), as_of=day, since=since, closed=len(ages), oldest=int(ages.max()))


def _table(watched: Spells, edges: Integers) -> Table:
    ages = int(watched.last.max(initial=0)) + 1
    bin_of = np.searchsorted(edges, np.arange(ages), side="right") - 1
    events = [_per_bin(watched.last[watched.kind == cause], bin_of, len(edges)) for cause in _CAUSES]
    days = np.bincount(bin_of, days_at_risk(watched, ages), len(edges)).astype(float)
    return Table(edges, np.stack(events), days)


def _per_bin(ages: Integers, bin_of: Integers, bins: int) -> Floats:
    return np.bincount(bin_of[ages], minlength=bins).astype(float)


def _by_stage(told: Spells, day: int) -> dict[int, StageTable]:
    """Stages in the order in which deals reach them, each with the moves to later ones."""
    entered = {int(stage): float(told.reached[told.stage == stage].mean()) for stage in np.unique(told.stage)}
    order = sorted(entered, key=lambda stage: (entered[stage], stage))
    return {
        stage: _stage_table(told.those(told.stage == stage), order[at + 1 :], day)
        for at, stage in enumerate(order)
    }


def _stage_table(told: Spells, later: list[int], day: int) -> StageTable:
    leaving = told.last[np.isin(told.kind, _CAUSES) | np.isin(told.moved_to, later)]
    edges = _edges(leaving) if len(leaving) else np.array([0])
    bin_of = np.searchsorted(edges, np.arange(int(told.last.max()) + 1), side="right") - 1
    moves = {stage: _per_bin(told.last[told.moved_to == stage], bin_of, len(edges)) for stage in later}
    begun = int((told.is_first & (told.opened_on > day - RECENT_DAYS)).sum())
    return StageTable(**vars(_table(told, edges)), moves=moves, begun=begun)


def _edges(ages: Integers) -> Integers:
    """Bins of about equally many closings; of enough, the last begins where no deal ever closed."""
    is_few = len(ages) < FEW
    count = FEW_BINS if is_few else min(MOST_BINS, len(ages) // EVENTS_PER_BIN)
    inner = np.quantile(ages, np.arange(1, count) / count, method="higher")
    beyond = [] if is_few else [ages.max() + 1]
    return np.unique(np.concatenate([[0], inner, beyond]).astype(np.int64))


def _with_factors(
    model: Model, watched: Spells, ids: dict[str, tuple[int | None, ...]], *, has_months: bool
) -> Model:
    """Each factor counted beside what those before it expect, so that none is counted twice."""
    by_month = _expected_by_month(model, watched)
    if has_months:
        model = replace(model, months=_months(model, watched, by_month))
    expected = (by_month * model.month_rates[:, :, None]).sum(axis=1)
    factors: dict[str, Factor] = {}
    for name in FACTORS:
        position = getattr(watched, name)
        factors[name] = _factor(ids[name], watched.kind, position, expected)
        expected = expected * factors[name].rates[:, position]
    return replace(model, factors=factors)


def _expected_by_month(model: Model, watched: Spells) -> Floats:
    """What age or stage alone expects of each deal in each month of the quarter: `[cause, month, deal]`."""
    if not model.stages:
        return _expected_by(model, model, watched)
    expected = np.zeros((2, 3, len(watched.last)))
    for stage, table in model.stages.items():
        own = watched.stage == stage
        expected[:, :, own] = _expected_by(table, model, watched.those(own))
    return expected


def _expected_by(table: Table, model: Model, watched: Spells) -> Floats:
    hazards = table.at_ages(np.arange(int(watched.last.max()) + 1))
    up_to = np.concatenate([np.zeros((2, 1)), np.cumsum(hazards, axis=1)], axis=1)
    expected = np.zeros((2, 3, len(watched.last)))
    begun, ended = watched.opened_on + watched.first, watched.opened_on + watched.last
    for month, first, last in months_between(model.since, model.as_of):
        there = np.flatnonzero((begun <= last) & (ended >= first))
        opened = watched.opened_on[there]
        begin = np.maximum(first, begun[there]) - opened
        end = np.minimum(last, ended[there]) + 1 - opened
        expected[:, month, there] += up_to[:, end] - up_to[:, begin]
    return expected


def _months(model: Model, watched: Spells, expected: Floats) -> Factor:
    closing = watched.opened_on + watched.last
    month = months_of_quarter(model.since, model.as_of)[closing - model.since]
    return Factor(
        (0, 1, 2), _observed(watched.kind, month, 3), expected.sum(axis=2), np.full(2, MONTH_WEIGHT)
    )


def _factor(ids: tuple[int | None, ...], kind: Integers, position: Integers, each: Floats) -> Factor:
    observed = _observed(kind, position, len(ids))
    expected = np.stack([np.bincount(position, one, len(ids)) for one in each]).astype(float)
    return Factor(ids, observed, expected, weights_by_moments(observed, expected))


def _observed(kind: Integers, position: Integers, size: int) -> Floats:
    return np.stack([np.bincount(position[kind == cause], minlength=size).astype(float) for cause in _CAUSES])


def weights_by_moments(observed: Floats, expected: Floats) -> Floats:
    """1 / tau^2 by moments: the expected closings at which a rate is believed half."""
    excess = ((observed - expected) ** 2 - expected).sum(axis=1)
    spread = excess / np.maximum((expected**2).sum(axis=1), _TINY)
    weights: Floats = np.clip(1 / np.maximum(spread, _TINY), LEAST_WEIGHT, MOST_WEIGHT)
    return weights
