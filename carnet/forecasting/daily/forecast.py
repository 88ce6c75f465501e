"""What is expected of the coming days of a shop, a product, a region or all: the days, and how sure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from carnet.core.money import plain, plain_or_none
from carnet.forecasting.models import Level
from carnet.forecasting.reasons import Reason, reason_of

SEASONAL_NAIVE, ARIMA, ENSEMBLE, YEARLY = "seasonal_naive", "arima_5_1_0", "ensemble", "ensemble_yearly"
PARTS = ("theta", "ces", "sarima_101_011_7")
MODELS = (ENSEMBLE, YEARLY, SEASONAL_NAIVE, ARIMA, "auto_ets", *PARTS)
"""By name: the median of `PARTS`, the same with the course of earlier years, two baselines, and others."""

FARTHEST = 365


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose revenue: `id` of a store or product, 0 for a region (its name says it) and the company."""

    level: Level = Level.COMPANY
    id: int = 0
    name: str = ""

    @property
    def key(self) -> str:
        """The name of its series of days: "company", "store:3", "product:7", "region:Bretagne"."""
        if self.level == Level.COMPANY:
            return "company"
        return f"{self.level.value}:{self.name if self.level == Level.REGION else self.id}"

    def as_json(self) -> dict[str, Any]:
        """The level, and the name under it."""
        return {"level": self.level.value, "subject": self.name or None}

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        return {"level": self.level.value, "subject_id": self.id, "subject": self.name}


@dataclass(frozen=True, slots=True)
class Point:
    """A day's revenue in minor units, its 80 % interval, and what the same weekday of last week says."""

    on: date
    value: int
    low: int | None
    high: int | None
    baseline: int

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {"date": self.on.isoformat()} | _amounts(self)


@dataclass(frozen=True, slots=True)
class Span:
    """The sum over several days with an interval of its own: narrower than the sum of the days' bounds."""

    from_on: date
    until_on: date
    value: int
    low: int | None
    high: int | None
    baseline: int

    def as_json(self) -> dict[str, Any]:
        """The sum under the names of a point."""
        return {"from": self.from_on.isoformat(), "until": self.until_on.isoformat()} | _amounts(self)


def _amounts(of: Point | Span) -> dict[str, str | None]:
    """What is expected, its bounds and the baseline, as text."""
    return {
        "value": plain(of.value),
        "low": plain_or_none(of.low),
        "high": plain_or_none(of.high),
        "baseline": plain(of.baseline),
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """A model looked back at: mean scaled error and share of days inside the interval, `horizon` days ahead.

    `coverage_80` is measured on cuts whose intervals were drawn from earlier cuts alone.
    """

    model: str
    horizon: int
    mase: float | None
    coverage_80: float | None
    origins: int

    def as_json(self) -> dict[str, Any]:
        """As the contract names it."""
        return {
            "model": self.model,
            "mase": _rounded(self.mase),
            "coverage_80": _rounded(self.coverage_80),
            "horizon": self.horizon,
            "origins": self.origins,
        }

    def kept(self) -> list[Any]:
        """As a run stores it."""
        return _row(self)


@dataclass(frozen=True, slots=True)
class DailyForecast:
    """The days after `as_of`, by a model; `reason` says why it is a plainer one than asked for.

    `backtest_on` is the last day known to the backtest that calibrated it, None where there was none;
    `is_light` says that it was made on the spot, over few cuts.
    """

    model: str
    subject: Subject
    as_of: date
    points: tuple[Point, ...]
    spans: tuple[Span, ...]
    measured: tuple[Measured, ...]
    reason: Reason | None = None
    backtest_on: date | None = None
    is_light: bool = False

    @property
    def horizon(self) -> int:
        """How many days ahead it looks."""
        return len(self.points)

    @property
    def backtest(self) -> tuple[Measured, ...]:
        """How each model did over the time nearest to the one looked ahead."""
        told = {one.horizon for one in self.measured}
        nearest = max((days for days in told if days <= self.horizon), default=min(told, default=0))
        return tuple(one for one in self.measured if one.horizon == nearest)

    def first(self, days: int) -> "DailyForecast":
        """Only its first days."""
        points = self.points[:days]
        spans = tuple(span for span in self.spans if points and span.until_on <= points[-1].on)
        return replace(self, points=points, spans=spans)

    def as_json(self) -> dict[str, Any]:
        """As the contract names it: amounts as text, the reason as a sentence."""
        return {
            "model": self.model,
            **self.subject.as_json(),
            "as_of": self.as_of.isoformat(),
            "points": [point.as_json() for point in self.points],
            "spans": [span.as_json() for span in self.spans],
            "backtest": [measured.as_json() for measured in self.backtest],
            "backtest_as_of": self.backtest_on.isoformat() if self.backtest_on else None,
            "backtest_is_light": self.is_light,
            "reason": str(self.reason) if self.reason else None,
        }

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        return {
            "model": self.model,
            **self.subject.kept(),
            "as_of": self.as_of.isoformat(),
            "points": [_row(point) for point in self.points],
            "spans": [_row(span) for span in self.spans],
            "measured": [measured.kept() for measured in self.measured],
            "reason": self.reason.as_json() if self.reason else None,
            "backtest_on": self.backtest_on.isoformat() if self.backtest_on else None,
            "is_light": self.is_light,
        }


def subject_kept(stored: Mapping[str, Any]) -> Subject:
    """The subject of what a run stored."""
    return Subject(Level(stored["level"]), stored["subject_id"], stored["subject"])


def forecast_of(stored: Mapping[str, Any]) -> DailyForecast:
    """The forecast a run stored."""
    day = date.fromisoformat
    return DailyForecast(
        model=stored["model"],
        subject=subject_kept(stored),
        as_of=day(stored["as_of"]),
        points=tuple(Point(day(on), *rest) for on, *rest in stored["points"]),
        spans=tuple(Span(day(start), day(end), *rest) for start, end, *rest in stored["spans"]),
        measured=tuple(Measured(*row) for row in stored["measured"]),
        reason=reason_of(stored["reason"]),
        backtest_on=day(stored["backtest_on"]) if stored["backtest_on"] else None,
        is_light=stored["is_light"],
    )


def _row(record: Any) -> list[Any]:
    """The values of a record in the order of its fields: a year of days is kept in every run."""
    values = (getattr(record, column.name) for column in fields(record))
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 4)
