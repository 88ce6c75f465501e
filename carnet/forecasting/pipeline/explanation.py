"""Why 62 %? The steps from an ordinary deal to this one, each in points and with its counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

AGE, STAGE, MONTH = "age", "stage", "month"
"""Names of steps, beside those of the factors: head, agent, product; the age or the stage, not both."""


@dataclass(frozen=True, slots=True)
class DealFacts:
    """What decides about an open deal at the end of `as_of`: ids of its head, agent and product."""

    opened_on: date
    as_of: date
    head: int | None = None
    agent: int | None = None
    product: int | None = None
    stage: int | None = None
    stage_since: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a factor adds to the probability (`points`, -1 to 1), from its counts of won deals.

    `observed` were won where the factors before it let `expected` be. Of the age, these are counted over the
    ages from `from_age` to `to_age` (None: without end), which the deal will live through, and of the stage
    over such days in the stage; of the month, over the months of a quarter ahead.
    """

    name: str
    points: float
    observed: float
    expected: float
    from_age: int | None = None
    to_age: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """The chance of being won by the end of a day."""

    on: date
    chance: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """`start` plus the points of all steps is the probability, exactly; 8 times out of 10 low to high.

    `start` is the chance of a deal of any age, month, head, agent and product; `closed` the deals all of it
    stands on; `curve` ends at the probability.
    """

    probability: float
    start: float
    steps: tuple[Step, ...]
    curve: tuple[Point, ...]
    low: float
    high: float
    closed: int
    is_sleeping: bool

    def as_json(self) -> dict[str, Any]:
        """Probabilities from 0 to 1, rounded for readers."""
        return {
            "probability": round(self.probability, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "start": round(self.start, 4),
            "closed_deals": self.closed,
            "is_sleeping": self.is_sleeping,
            "steps": [
                {
                    "name": step.name,
                    "points": round(step.points, 4),
                    "observed": step.observed,
                    "expected": round(step.expected, 2),
                }
                for step in self.steps
            ],
            "curve": [
                {"date": point.on.isoformat(), "probability": round(point.chance, 4)} for point in self.curve
            ],
        }
