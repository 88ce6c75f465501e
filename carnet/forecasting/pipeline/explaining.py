"""Taking the chance of a deal apart: each factor switched on in turn, down to the probability itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Floats, Integers
from carnet.forecasting.pipeline import staged
from carnet.forecasting.pipeline.chances import daily_hazards, won_by
from carnet.forecasting.pipeline.explanation import AGE, MONTH, STAGE, DealFacts, Explanation, Point, Step
from carnet.forecasting.pipeline.exposure import months_of_quarter
from carnet.forecasting.pipeline.model import FACTORS, Factor, Model, Table
from carnet.forecasting.pipeline.telling import clocks_of, multiplier_of
from carnet.forecasting.spread import NORMAL

_MOST_POINTS = 60
_WON = 0


def explain(model: Model, facts: DealFacts, until: date) -> Explanation:
    """Why the deal has this chance of being won by the end of `until`."""
    days = max((until - facts.as_of).days, 0)
    start = before = _chance(_flat(model), facts, days)
    steps = []
    for name, part, counts in _in_turn(model, facts, days):
        chance = _chance(part, facts, days)
        steps.append(Step(name, chance - before, **counts))
        before = chance
    doubt = NORMAL * _doubt(model, facts, days)
    return Explanation(
        probability=before,
        start=start,
        steps=tuple(steps),
        curve=_curve(_by_day(model, facts, days), facts.as_of),
        low=_chance(model, facts, days, np.exp(-doubt)),
        high=_chance(model, facts, days, np.exp(doubt)),
        closed=model.closed,
        is_sleeping=_age(facts) > model.oldest,
    )


def _flat(model: Model) -> Model:
    """The hazard of any day, whatever the deal."""
    whole = {"events": model.events.sum(axis=1, keepdims=True), "days": np.array([model.days.sum()])}
    return replace(model, edges=np.array([0]), **whole, months=None, factors={}, stages={})


def _in_turn(model: Model, facts: DealFacts, days: int) -> Iterator[tuple[str, Model, dict[str, Any]]]:
    """The model with one more factor each time, and what that factor was counted on."""
    part = replace(model, months=None, factors={})
    name, table, at = _clock(model, facts)
    yield name, part, _counts_of_days(model, table, at + 1, at + max(days, 1))
    if model.months:
        part = replace(part, months=model.months)
        yield MONTH, part, _counts(model.months, _months_ahead(model, facts, days))
    for name in FACTORS:
        if name in model.factors:
            factor = model.factors[name]
            part = replace(part, factors={**part.factors, name: factor})
            yield name, part, _counts(factor, factor.positions(getattr(facts, name)))


def _clock(model: Model, facts: DealFacts) -> tuple[str, Table, int]:
    """What decides first: the days in the stage where stages are dated, else the age."""
    if facts.stage is not None and facts.stage in model.stages:
        return STAGE, model.stages[facts.stage], int(clocks_of([facts]).stay[0])
    return AGE, model, _age(facts)


def _months_ahead(model: Model, facts: DealFacts, days: int) -> Integers:
    first = facts.as_of.toordinal() + 1
    months = months_of_quarter(first, first + days - 1)
    # Months past the oldest age ever closed weigh nothing in the chance: their counts would mislead.
    return np.unique(months[: max(model.oldest - _age(facts), 1)])


def _age(facts: DealFacts) -> int:
    return (facts.as_of - facts.opened_on).days


def _counts_of_days(model: Model, table: Table, first: int, last: int) -> dict[str, Any]:
    """Deals won on such days, beside those that the even hazard of all days would expect there."""
    bins = np.unique(table.bin_of(np.arange(first, last + 1)))
    after = int(bins[-1]) + 1
    return {
        "observed": float(table.events[_WON, bins].sum()),
        "expected": float(model.mean[_WON] * table.days[bins].sum()),
        "from_age": int(table.edges[bins[0]]),
        "to_age": int(table.edges[after]) - 1 if after < len(table.edges) else None,
    }


def _counts(factor: Factor, positions: Integers) -> dict[str, Any]:
    return {
        "observed": float(factor.observed[_WON, positions].sum()),
        "expected": float(factor.expected[_WON, positions].sum()),
    }


def _chance(model: Model, facts: DealFacts, days: int, lift: float = 1.0) -> float:
    return float(_by_day(model, facts, days, lift)[-1]) if days else 0.0


def _by_day(model: Model, facts: DealFacts, days: int, lift: float = 1.0) -> Floats:
    """The chance by the end of each day, the hazard of being won so many times what it is."""
    multiplier = multiplier_of(model, facts) * [lift, 1.0]
    clocks, day = clocks_of([facts]), facts.as_of.toordinal()
    if facts.stage is not None and facts.stage in model.stages:
        return staged.by_day(model, facts.stage, int(clocks.stay[0]), multiplier, day, days)
    found: Floats = won_by(daily_hazards(model, clocks.age, multiplier[:, None], day, days))[0]
    return found


def _curve(by_day: Floats, as_of: date) -> tuple[Point, ...]:
    """At most sixty points, the last of them the last day."""
    days = len(by_day)
    every = max(-(-days // _MOST_POINTS), 1)
    shown = range(days - 1, -1, -every)
    return tuple(Point(as_of + timedelta(days=at + 1), float(by_day[at])) for at in reversed(shown))


def _doubt(model: Model, facts: DealFacts, days: int) -> float:
    """The standard deviation of the logarithm of that hazard: as of a gamma, one over the counts."""
    _name, table, at = _clock(model, facts)
    bins = np.unique(table.bin_of(np.arange(at, at + days + 1)))
    doubt = 1 / (table.events[_WON, bins].sum() + 0.5)
    for name, factor in model.factors.items():
        seen = factor.observed[_WON, factor.positions(getattr(facts, name))].sum()
        doubt += 1 / (seen + factor.weight[_WON])
    return float(np.sqrt(doubt))
