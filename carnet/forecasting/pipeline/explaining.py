"""Taking the chance of a deal apart: each factor switched on in turn, down to the probability itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from carnet.forecasting.pipeline.chances import bounded, won_by
from carnet.forecasting.pipeline.explanation import AGE, MONTH, DealFacts, Explanation, Point, Step
from carnet.forecasting.pipeline.exposure import Rates, months_of_quarter
from carnet.forecasting.pipeline.interval import NORMAL
from carnet.forecasting.pipeline.known import Numbers
from carnet.forecasting.pipeline.model import FACTORS, Factor, Model

_MOST_POINTS = 60
_WON = 0


def explain(model: Model, facts: DealFacts, until: date) -> Explanation:
    """Why the deal has this chance of being won by the end of `until`."""
    days = max((until - facts.as_of).days, 0)
    start = before = _chance(np.repeat(model.mean[:, None], days, axis=1))
    steps = []
    for name, hazards, counts in _in_turn(model, facts, days):
        chance = _chance(hazards)
        steps.append(Step(name, chance - before, **counts))
        before = chance
    low, high = _bounds(model, facts, hazards)
    return Explanation(
        probability=chance,
        start=start,
        steps=tuple(steps),
        curve=_curve(hazards, facts.as_of),
        low=low,
        high=high,
        closed=model.closed,
        is_sleeping=_age(facts) > model.oldest,
    )


def _in_turn(model: Model, facts: DealFacts, days: int) -> Iterator[tuple[str, Rates, dict[str, Any]]]:
    """The hazards with one more factor each time, and what that factor was counted on."""
    age = _age(facts)
    hazards = model.at_ages(age + np.arange(1, days + 1))
    yield AGE, hazards, _counts_of_ages(model, age + 1, age + max(days, 1))
    if model.months:
        first = facts.as_of.toordinal() + 1
        months = months_of_quarter(first, first + days - 1)
        hazards = hazards * model.months.rates[:, months]
        # Months past the oldest age ever closed weigh nothing in the chance: their counts would mislead.
        yield MONTH, hazards, _counts(model.months, np.unique(months[: max(model.oldest - age, 1)]))
    for name in FACTORS:
        if name in model.factors:
            factor = model.factors[name]
            position = factor.positions(getattr(facts, name))
            hazards = hazards * factor.rates[:, position].prod(axis=1)[:, None]
            yield name, hazards, _counts(factor, position)


def _age(facts: DealFacts) -> int:
    return (facts.as_of - facts.opened_on).days


def _counts_of_ages(model: Model, first: int, last: int) -> dict[str, Any]:
    """Deals won at the ages to come, beside those that an even hazard would expect there."""
    bins = np.unique(model.bin_of(np.arange(first, last + 1)))
    after = int(bins[-1]) + 1
    return {
        "observed": float(model.events[_WON, bins].sum()),
        "expected": float(model.mean[_WON] * model.days[bins].sum()),
        "from_age": int(model.edges[bins[0]]),
        "to_age": int(model.edges[after]) - 1 if after < len(model.edges) else None,
    }


def _counts(factor: Factor, positions: Numbers) -> dict[str, Any]:
    return {
        "observed": float(factor.observed[_WON, positions].sum()),
        "expected": float(factor.expected[_WON, positions].sum()),
    }


def _chance(hazards: Rates) -> float:
    return float(_by_day(hazards)[-1]) if hazards.shape[1] else 0.0


def _by_day(hazards: Rates) -> Rates:
    by_day: Rates = won_by(bounded(hazards[:, None, :]))[0]
    return by_day


def _curve(hazards: Rates, as_of: date) -> tuple[Point, ...]:
    """At most sixty points, the last of them the last day."""
    days = hazards.shape[1]
    by_day = _by_day(hazards)
    every = max(-(-days // _MOST_POINTS), 1)
    shown = range(days - 1, -1, -every)
    return tuple(Point(as_of + timedelta(days=at + 1), float(by_day[at])) for at in reversed(shown))


def _bounds(model: Model, facts: DealFacts, hazards: Rates) -> tuple[float, float]:
    """The chance with the hazard of being won as low and as high as its counts leave it open."""
    doubt = NORMAL * _doubt(model, facts, hazards.shape[1])
    low, high = (_chance(hazards * [[np.exp(side)], [1.0]]) for side in (-doubt, doubt))
    return low, high


def _doubt(model: Model, facts: DealFacts, days: int) -> float:
    """The standard deviation of the logarithm of that hazard: as of a gamma, one over the counts."""
    bins = np.unique(model.bin_of(_age(facts) + np.arange(days + 1)))
    doubt = 1 / (model.events[_WON, bins].sum() + 0.5)
    for name, factor in model.factors.items():
        seen = factor.observed[_WON, factor.positions(getattr(facts, name))].sum()
        doubt += 1 / (seen + factor.weight[_WON])
    return float(np.sqrt(doubt))
