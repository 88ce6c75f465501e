"""Realisation rates: of what was open on past days, how much was won within so many days after.

Refused and still open both count as not realised: this is not the win rate, which is won among closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from carnet.forecasting.reasons import Reason, reason_of


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as measured (None: nothing was open) and drawn towards the company's, with its 80 % interval.

    `is_few`: under five deals open on a usual day, so that the company's rate stands there.
    """

    own: float | None
    shrunk: float
    low: float
    high: float
    is_few: bool


@dataclass(frozen=True, slots=True)
class Realisation:
    """The rates of the company (no `id`, no `key`), a head or an agent; `open_deals` is a usual day's."""

    id: int | None
    key: str | None
    open_deals: float
    by_value: Share
    by_count: Share

    def kept(self) -> list[Any]:
        """As a run stores it: values in their order, as dozens of runs a day are kept for good."""
        return [self.id, self.key, self.open_deals, astuple(self.by_value), astuple(self.by_count)]


@dataclass(frozen=True, slots=True)
class Realisations:
    """The rates of everyone over a horizon in days, from weekly snapshots of the 12 months before a day.

    Without any snapshot far enough back `reason` says so, and there is no rate.
    """

    as_of: date
    horizon: int
    snapshots: int
    company: Realisation | None
    heads: tuple[Realisation, ...]
    agents: tuple[Realisation, ...]
    reason: Reason | None = None

    def kept(self) -> dict[str, Any]:
        """As a run stores them."""
        return {
            "as_of": self.as_of.isoformat(),
            "horizon": self.horizon,
            "snapshots": self.snapshots,
            "company": self.company.kept() if self.company else None,
            "heads": [line.kept() for line in self.heads],
            "agents": [line.kept() for line in self.agents],
            "reason": self.reason.as_json() if self.reason else None,
        }


def realisations_of(stored: Mapping[str, Any]) -> Realisations:
    """The rates a run stored."""
    return Realisations(
        as_of=date.fromisoformat(stored["as_of"]),
        horizon=stored["horizon"],
        snapshots=stored["snapshots"],
        company=_line_of(stored["company"]) if stored["company"] else None,
        heads=tuple(map(_line_of, stored["heads"])),
        agents=tuple(map(_line_of, stored["agents"])),
        reason=reason_of(stored["reason"]),
    )


def _line_of(stored: Sequence[Any]) -> Realisation:
    pk, key, open_deals, by_value, by_count = stored
    return Realisation(pk, key, open_deals, Share(*by_value), Share(*by_count))
