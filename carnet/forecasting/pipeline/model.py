"""Fitted hazards: what a run keeps so that the chance of any deal can be told and explained later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from carnet.forecasting.pipeline.exposure import Rates
from carnet.forecasting.pipeline.known import Numbers

FACTORS = ("head", "agent", "product")


@dataclass(frozen=True)
class Factor:
    """What was observed and expected of each member (`[cause, position]`), and the weight of the rate 1."""

    ids: tuple[int | None, ...]
    observed: Rates
    expected: Rates
    weight: Rates

    @property
    def rates(self) -> Rates:
        """How many times the expected hazard, drawn towards 1."""
        weight = self.weight[:, None]
        rates: Rates = (self.observed + weight) / (self.expected + weight)
        return rates

    def positions(self, pk: int | None) -> Numbers:
        """Where a member stands, as an array; an empty one of a member nobody had heard of."""
        return np.array([at for at, known in enumerate(self.ids) if known == pk], dtype=np.int64)

    def as_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        return {name: np.asarray(getattr(self, name)).tolist() for name in self.__dataclass_fields__}


def factor_of(kept: Mapping[str, Any]) -> Factor:
    """The factor a run kept."""
    arrays = {name: np.array(kept[name], dtype=float) for name in ("observed", "expected", "weight")}
    return Factor(ids=tuple(kept["ids"]), **arrays)


@dataclass(frozen=True)
class Model:
    """Hazards by cause (won, lost) and age; `edges` are the first ages of the bins, days are ordinals.

    It stands on `closed` deals watched from `since` to `as_of`; the oldest of them closed at age `oldest`.
    """

    as_of: int
    since: int
    closed: int
    oldest: int
    edges: Numbers
    events: Rates
    days: Rates
    months: Factor | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)

    @property
    def mean(self) -> Rates:
        """The hazard of a day of any age, by cause."""
        mean: Rates = self.events.sum(axis=1) / max(self.days.sum(), 1)
        return mean

    @property
    def base(self) -> Rates:
        """The hazard of each bin, drawn towards the mean by half a day: `[cause, bin]`."""
        base: Rates = (self.events + 0.5 * self.mean[:, None]) / (self.days + 0.5)
        return base

    @property
    def month_rates(self) -> Rates:
        """`[cause, month of the quarter]`."""
        return np.ones((2, 3)) if self.months is None else self.months.rates

    def bin_of(self, ages: Numbers) -> Numbers:
        """The bin of each age."""
        return np.maximum(np.searchsorted(self.edges, ages, side="right") - 1, 0)

    def at_ages(self, ages: Numbers) -> Rates:
        """The base hazard at each age: `[cause, ...]`."""
        return self.base[:, self.bin_of(ages)]

    def multiplier(self, positions: Mapping[str, Numbers]) -> Rates:
        """The product of the factors of each deal: `[cause, deal]`."""
        product = np.ones((2, len(next(iter(positions.values())))))
        for name, position in positions.items():
            if name in self.factors:
                product = product * self.factors[name].rates[:, position]
        return product

    def as_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        plain = {name: getattr(self, name) for name in ("as_of", "since", "closed", "oldest")}
        arrays = {name: getattr(self, name).tolist() for name in ("edges", "events", "days")}
        factors = {name: factor.as_json() for name, factor in self.factors.items()}
        return plain | arrays | {"months": self.months and self.months.as_json(), "factors": factors}


def model_of(kept: Mapping[str, Any]) -> Model:
    """The model a run kept."""
    return Model(
        **{name: int(kept[name]) for name in ("as_of", "since", "closed", "oldest")},
        edges=np.array(kept["edges"], dtype=np.int64),
        events=np.array(kept["events"], dtype=float),
        days=np.array(kept["days"], dtype=float),
        months=factor_of(kept["months"]) if kept["months"] else None,
        factors={name: factor_of(one) for name, one in kept["factors"].items()},
    )
