"""What the pipeline forecast says of the company, a head or an agent, and of each open deal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from carnet.core.money import plain, plain_or_none
from carnet.forecasting.reasons import Reason, reason_of


@dataclass(frozen=True, slots=True)
class Line:
    """Revenue by the end of the period, in minor units; None where `reason` says why.

    `pipeline`, `new_business` and `run_rate` are what each expects beyond `won_so_far`; `low` and `high`
    bound `forecast` 8 times out of 10. `id` is the member's (of a manager: the head's), `manager_id` that
    of an agent's head.
    """

    key: str | None
    id: int | None
    manager_id: int | None
    won_so_far: int
    pipeline: int | None
    new_business: int | None
    run_rate: int | None
    forecast: int | None
    low: int | None
    high: int | None
    closed_deals: int
    reason: Reason | None = None
    won_deals: int = 0
    open_deals: int = 0
    open_value: int = 0
    sleeping_deals: int = 0
    sleeping_value: int = 0

    def as_json(self) -> dict[str, Any]:
        """As the contract names it: amounts as text, the reason as a sentence."""
        return {
            "key": self.key,
            "won_so_far": plain(self.won_so_far),
            "pipeline": plain_or_none(self.pipeline),
            "new_business": plain_or_none(self.new_business),
            "run_rate": plain_or_none(self.run_rate),
            "forecast": plain_or_none(self.forecast),
            "low": plain_or_none(self.low),
            "high": plain_or_none(self.high),
            "closed_deals": self.closed_deals,
            "reason": str(self.reason) if self.reason else None,
            "open_deals": self.open_deals,
            "open_value": plain(self.open_value),
            "sleeping_deals": self.sleeping_deals,
            "sleeping_value": plain(self.sleeping_value),
        }

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        stored = {name: getattr(self, name) for name in self.__slots__}
        return stored | {"reason": self.reason.as_json() if self.reason else None}


def line_of(stored: Mapping[str, Any]) -> Line:
    """The line a run stored."""
    return Line(**{**stored, "reason": reason_of(stored["reason"])})


@dataclass(frozen=True, slots=True)
class Chance:
    """An open deal: its probability (0 to 1) of being won by the end, None where there is no telling."""

    id: int
    reference: str
    probability: float | None
    value: int
    is_sleeping: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "reference": self.reference,
            "probability": None if self.probability is None else round(self.probability, 4),
            "value": plain(self.value),
        }


@dataclass(frozen=True, slots=True)
class PipelineForecast:
    """Everything expected of the time from `from_on` to `until_on`, as known at the end of `as_of`."""

    as_of: date
    from_on: date
    until_on: date
    company: Line
    managers: tuple[Line, ...]
    agents: tuple[Line, ...]
    deals: tuple[Chance, ...]
    model: Mapping[str, Any] | None = None
    """The fitted hazards as JSON (`pipeline.model.model_of`): what explains the chance of any deal later."""

    bias: float = 1.0
    """What became of a unit forecast from deals, over the replays of earlier days."""

    replays: int = 0

    def as_json(self) -> dict[str, Any]:
        """As the contract names it, whole: what of it a viewer is shown is decided outside."""
        return {
            "as_of": self.as_of.isoformat(),
            "from": self.from_on.isoformat(),
            "until": self.until_on.isoformat(),
            "bias": round(self.bias, 4),
            "replays": self.replays,
            "company": self.company.as_json(),
            "managers": [line.as_json() for line in self.managers],
            "agents": [line.as_json() for line in self.agents],
            "deals": [deal.as_json() for deal in self.deals],
        }
