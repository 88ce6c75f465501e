"""A forecast beside what happened, and how many of them fold to an error, a bias and a coverage."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from carnet.core.money import plain, plain_or_none

Period = tuple[date, date]
HORIZONS = ((0, 7), (8, 14), (15, 30), (31, 60), (61, 90), (91, None))
"""Days from the day a forecast was made to the last day it speaks of, by which scores are kept apart."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said on `made_on` and what happened, in minor units; `known` of it had happened by then."""

    kind: str
    level: str
    subject_id: int
    subject: str
    method: str
    made_on: date
    from_on: date
    until_on: date
    known: int
    value: int
    low: int | None
    high: int | None
    baseline: int | None
    actual: int
    scored_on: date | None = None

    @property
    def horizon(self) -> int:
        """How many days ahead it looked."""
        return (self.until_on - self.made_on).days

    @property
    def error(self) -> int:
        """How much too much was said; negative: too little."""
        return self.value - self.actual

    @property
    def is_within(self) -> bool | None:
        """Whether what happened lies in the interval; None without one."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.actual <= self.high

    def as_json(self) -> dict[str, Any]:
        """Amounts as text; `is_replay` where it was computed afterwards and counts for nothing."""
        days = {"made_on": self.made_on, "from": self.from_on, "until": self.until_on}
        amounts = {"low": self.low, "high": self.high, "baseline": self.baseline}
        return {
            "kind": self.kind,
            "level": self.level,
            "subject": self.subject or None,
            "method": self.method,
            **{name: day.isoformat() for name, day in days.items()},
            "known": plain(self.known),
            "value": plain(self.value),
            **{name: plain_or_none(amount) for name, amount in amounts.items()},
            "actual": plain(self.actual),
            "error": plain(self.error),
            "is_within": self.is_within,
            "scored_on": self.scored_on.isoformat() if self.scored_on else None,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over scored forecasts: of errors, and of what was still to come when they were made.

    The plain method is judged on the same forecasts, those for which it said something.
    """

    forecasts: int = 0
    missed: int = 0
    too_much: int = 0
    to_come: int = 0
    bounded: int = 0
    within: int = 0
    plain_missed: int = 0
    plain_to_come: int = 0
    periods: frozenset[Period] = field(default_factory=frozenset)

    def __add__(self, other: "Tally") -> "Tally":
        sums = {name: getattr(self, name) + getattr(other, name) for name in SUMS}
        return Tally(**sums, periods=self.periods | other.periods)

    @property
    def error(self) -> float | None:
        """Mean absolute error as a share of what was still to come."""
        return _share(self.missed, self.to_come)

    @property
    def bias(self) -> float | None:
        """How much too much was said, as a share of what was still to come."""
        return _share(self.too_much, self.to_come)

    @property
    def plain_error(self) -> float | None:
        """The error of the plain method."""
        return _share(self.plain_missed, self.plain_to_come)

    @property
    def coverage(self) -> float | None:
        """The share that lay in the interval, where 8 out of 10 were promised."""
        return _share(self.within, self.bounded)

    def as_json(self) -> dict[str, Any]:
        """Ratios as numbers from 0 to 1 and counts."""
        ratios = {"error": self.error, "bias": self.bias, "baseline_error": self.plain_error}
        return {
            "forecasts": self.forecasts,
            "periods": len(self.periods),
            **{name: None if ratio is None else round(ratio, 4) for name, ratio in ratios.items()},
            "coverage_80": None if self.coverage is None else round(self.coverage, 4),
            "within": self.within,
            "bounded": self.bounded,
        }


SUMS = tuple(column.name for column in fields(Tally) if column.name != "periods")


def tally_of(outcomes: Iterable[Outcome]) -> Tally:
    """What these amount to."""
    return sum((_single(outcome) for outcome in outcomes), Tally())


def _single(one: Outcome) -> Tally:
    plain_said = one.baseline is not None
    return Tally(
        forecasts=1,
        missed=abs(one.error),
        too_much=one.error,
        to_come=one.actual - one.known,
        bounded=int(one.is_within is not None),
        within=int(one.is_within is True),
        plain_missed=abs((one.baseline or 0) - one.actual) if plain_said else 0,
        plain_to_come=one.actual - one.known if plain_said else 0,
        periods=frozenset({(one.from_on, one.until_on)}),
    )


def horizon_of(days: int) -> int:
    """The position among HORIZONS of so many days ahead."""
    return next(at for at, (_first, last) in enumerate(HORIZONS) if last is None or days <= last)


def outcome_of(stored: Mapping[str, Any]) -> Outcome:
    """A replayed forecast as a run kept it."""
    days = {name: date.fromisoformat(stored[name]) for name in ("made_on", "from_on", "until_on")}
    return Outcome(**{**stored, **days})


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole > 0 else None
