"""Fitted hazards: what a run keeps so that the chance of any deal can be told and explained later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Floats, Integers

FACTORS = ("head", "agent", "product")
FOREVER = 10**6


@dataclass(frozen=True)
class Factor:
    """What was observed and expected of each member (`[cause, position]`), and the weight of the rate 1."""

    ids: tuple[int | None, ...]
    observed: Floats
    expected: Floats
    weight: Floats

    @property
    def rates(self) -> Floats:
        """How many times the expected hazard, drawn towards 1."""
        weight = self.weight[:, None]
        rates: Floats = (self.observed + weight) / (self.expected + weight)
        return rates

    def positions(self, pk: int | None) -> Integers:
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
class Table:
    """Closings (`[cause, bin]`) and deal-days by bins of days; `edges` are the first days of the bins."""

    edges: Integers
    events: Floats
    days: Floats

    @property
    def mean(self) -> Floats:
        """The hazard of any day, by cause."""
        mean: Floats = self.events.sum(axis=1) / max(self.days.sum(), 1)
        return mean

    @property
    def base(self) -> Floats:
        """The hazard of each bin, drawn towards the mean by half a day: `[cause, bin]`."""
        base: Floats = (self.events + 0.5 * self.mean[:, None]) / (self.days + 0.5)
        return base

    def bin_of(self, ages: Integers) -> Integers:
        """The bin of each age."""
        return np.maximum(np.searchsorted(self.edges, ages, side="right") - 1, 0)

    def at_ages(self, ages: Integers) -> Floats:
        """The base hazard at each age: `[cause, ...]`."""
        return self.base[:, self.bin_of(ages)]

    def as_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        return {name: getattr(self, name).tolist() for name in ("edges", "events", "days")}


@dataclass(frozen=True)
class StageTable(Table):
    """The days spent in a stage; `moves` counts by bin how often deals went on to each later stage, by id.

    `begun` is how many deals of late began in it.
    """

    moves: Mapping[int, Floats] = field(default_factory=dict)
    begun: int = 0

    @property
    def longest(self) -> int:
        """The last day of a stay on which anything is counted to happen."""
        ends = self.events[:, -1].sum() + sum(counts[-1] for counts in self.moves.values())
        return FOREVER if ends or len(self.edges) == 1 else int(self.edges[-1]) - 1

    def move_at(self, stage: int, ages: Integers) -> Floats:
        """The chance of a day to go on to a stage."""
        hazards: Floats = (self.moves[stage] / (self.days + 0.5))[self.bin_of(ages)]
        return hazards

    def as_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        moves = {str(stage): counts.tolist() for stage, counts in self.moves.items()}
        return super().as_json() | {"moves": moves, "begun": self.begun}


@dataclass(frozen=True)
class Model(Table):
    """Hazards by cause (won, lost), by age and, where the stages of deals are dated, by days in a stage.

    It stands on `closed` deals watched from `since` to `as_of` (ordinals); the oldest closed at age `oldest`.
    `stages` stand in the order in which deals pass through them; without any, the age decides.
    """

    as_of: int = 0
    since: int = 0
    closed: int = 0
    oldest: int = 0
    months: Factor | None = None
    factors: Mapping[str, Factor] = field(default_factory=dict)
    stages: Mapping[int, StageTable] = field(default_factory=dict)

    @property
    def month_rates(self) -> Floats:
        """`[cause, month of the quarter]`."""
        return np.ones((2, 3)) if self.months is None else self.months.rates

    def multiplier(self, positions: Mapping[str, Integers]) -> Floats:
        """The product of the factors of each deal: `[cause, deal]`."""
        product = np.ones((2, len(next(iter(positions.values())))))
        for name, position in positions.items():
            if name in self.factors:
                product = product * self.factors[name].rates[:, position]
        return product

    def as_json(self) -> dict[str, Any]:
        """As a run keeps it."""
        return super().as_json() | {
            "as_of": self.as_of,
            "since": self.since,
            "closed": self.closed,
            "oldest": self.oldest,
            "months": self.months and self.months.as_json(),
            "factors": {name: factor.as_json() for name, factor in self.factors.items()},
            "stages": [[stage, table.as_json()] for stage, table in self.stages.items()],
        }


def _arrays(kept: Mapping[str, Any]) -> dict[str, Any]:
    floats = {name: np.array(kept[name], dtype=float) for name in ("events", "days")}
    return floats | {"edges": np.array(kept["edges"], dtype=np.int64)}


def _stage_of(kept: Mapping[str, Any]) -> StageTable:
    moves = {int(stage): np.array(counts, dtype=float) for stage, counts in kept["moves"].items()}
    return StageTable(**_arrays(kept), moves=moves, begun=int(kept["begun"]))


def model_of(kept: Mapping[str, Any]) -> Model:
    """The model a run kept."""
    return Model(
        **_arrays(kept),
        as_of=int(kept["as_of"]),
        since=int(kept["since"]),
        closed=int(kept["closed"]),
        oldest=int(kept["oldest"]),
        months=factor_of(kept["months"]) if kept["months"] else None,
        factors={name: factor_of(one) for name, one in kept["factors"].items()},
        stages={int(stage): _stage_of(table) for stage, table in kept.get("stages", ())},
    )
