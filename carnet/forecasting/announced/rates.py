"""How often announced sales come true: paid among those closed, as counted and drawn towards the company."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

OWN, COMPANY = "own", "company"


@dataclass(frozen=True, slots=True)
class Rate:
    """The realisation rate of a group over the 12 months up to the as-of day.

    `paid` of `closed` deals make it; where none closed, the company's stand in for them (`source` says so).
    `shrunk` is drawn towards the company's rate, with its 80 % interval; `is_few`: under five deals closed,
    so that the company's rate is shown there and the line is grey.
    """

    source: str
    paid: int
    closed: int
    shrunk: float
    low: float
    high: float
    is_few: bool

    @property
    def exact(self) -> Fraction:
        """Paid among closed, unrounded."""
        return Fraction(self.paid, self.closed)

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        return {name: getattr(self, name) for name in self.__slots__}


def rate_of(stored: Mapping[str, Any] | None) -> Rate | None:
    """The rate a run stored, or None."""
    return Rate(**stored) if stored else None
