"""How often announced sales come true: paid among those closed, as counted and drawn towards the company."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

from carnet.forecasting.beta import beta_interval
from carnet.forecasting.shrinkage import FEW_CASES, shrunk, strength

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


class Closed(NamedTuple):
    """How many deals of a group were paid, and closed at all."""

    paid: int = 0
    deals: int = 0

    def plus(self, other: "Closed") -> "Closed":
        """Both together."""
        return Closed(self.paid + other.paid, self.deals + other.deals)


def company_rate(groups: Iterable[Closed]) -> Rate | None:
    """The rate over all groups; None where no deal closed at all."""
    paid, deals = (sum(column) for column in zip(*groups, Closed(), strict=True))
    if not deals:
        return None
    low, high = beta_interval(float(paid), float(deals - paid))
    return Rate(OWN, paid, deals, paid / deals, low, high, deals < FEW_CASES)


def group_rates(groups: Mapping[int | None, Closed], company: Rate | None) -> dict[int | None, Rate | None]:
    """The rate of each group: its own, or the company's where it closed nothing."""
    if company is None:
        return dict.fromkeys(groups)
    usual = float(company.exact)
    pull = strength([(closed.deals, closed.paid) for closed in groups.values()], usual)
    return {key: _group_rate(closed, company, usual, pull) for key, closed in groups.items()}


def _group_rate(closed: Closed, company: Rate, usual: float, pull: float) -> Rate:
    drawn = shrunk(closed.deals, closed.paid, rate=usual, strength=pull)
    source, counted = (OWN, closed) if closed.deals else (COMPANY, Closed(company.paid, company.closed))
    return Rate(source, *counted, drawn.rate, drawn.low, drawn.high, drawn.is_few)


def rate_of(stored: Mapping[str, Any] | None) -> Rate | None:
    """The rate a run stored, or None."""
    return Rate(**stored) if stored else None
