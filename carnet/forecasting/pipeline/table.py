"""The table of methods and errors over the cuts of a backtest."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Flags, Floats
from carnet.forecasting.models import FORECAST
from carnet.forecasting.pipeline import measuring
from carnet.forecasting.pipeline.backtest import Cut, look_back
from carnet.forecasting.pipeline.history import History
from carnet.forecasting.pipeline.levels import levels
from carnet.forecasting.reasons import Reason

METHODS = ("stage", "win_rate", "life_table", "bottom_up", "run_rate", FORECAST)
LEVELS = ("company", "manager", "agent")
Shares = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """How good the chances of a method were, and its revenue; None where it says nothing.

    `wins` are those announced for each that came; `errors` and `coverage` of the company, heads and agents.
    """

    method: str
    brier: float | None
    auc: float | None
    ece: float | None
    wins: float | None
    errors: Shares
    coverage: Shares

    def as_json(self) -> dict[str, Any]:
        """As commands and the API tell it."""
        return {
            "method": self.method,
            "brier": _short(self.brier),
            "auc": _short(self.auc),
            "ece": _short(self.ece),
            "wins_announced_per_win": _short(self.wins),
            "revenue_error": dict(zip(LEVELS, map(_short, self.errors), strict=True)),
            "coverage_80": dict(zip(LEVELS, map(_short, self.coverage), strict=True)),
        }


@dataclass(frozen=True, slots=True)
class BacktestTable:
    """The methods over the cuts, or the reason why there are none."""

    cuts: tuple[tuple[date, date], ...]
    deals: int
    rows: tuple[Row, ...]
    reason: Reason | None = None

    def as_json(self) -> dict[str, Any]:
        """As commands and the API tell it."""
        return {
            "cuts": [{"as_of": day.isoformat(), "until": until.isoformat()} for day, until in self.cuts],
            "open_deals": self.deals,
            "methods": [row.as_json() for row in self.rows],
            "reason": str(self.reason) if self.reason else None,
        }


def backtest_pipeline(history: History, *, on: date) -> BacktestTable:
    """Every tenth day of the last two quarters that were over on a day."""
    cuts = [cut for cut in look_back(history, on=on) if FORECAST in cut.chances]
    if not cuts:
        return BacktestTable((), 0, (), Reason("no_past_quarter"))
    return BacktestTable(
        cuts=tuple((cut.day, cut.until) for cut in cuts),
        deals=sum(len(cut.won) for cut in cuts),
        rows=tuple(_row(method, history, cuts) for method in METHODS),
    )


def _row(method: str, history: History, cuts: list[Cut]) -> Row:
    told = [(cut.won, cut.chances[method]) for cut in cuts if method in cut.chances]
    brier, auc, ece, wins = _of_chances(told) if told else (None,) * 4
    nothing: Shares = (None,) * len(LEVELS)
    errors = _errors(method, history, cuts) if method in cuts[0].revenue else nothing
    return Row(method, brier, auc, ece, wins, errors, _coverage(cuts) if method == FORECAST else nothing)


def _of_chances(told: list[tuple[Flags, Floats]]) -> Shares:
    won = np.concatenate([happened for happened, _said in told])
    said = np.concatenate([chance for _happened, chance in told])
    if not len(won):
        return (None,) * 4
    measures = (measuring.brier, measuring.auc, measuring.calibration_error, measuring.wins_ratio)
    return tuple(measure(won, said) for measure in measures)


def _errors(method: str, history: History, cuts: list[Cut]) -> Shares:
    return tuple(_error(method, level.sums, cuts) for level in levels(history.people))


def _error(method: str, sums: Callable[[Floats], Floats], cuts: list[Cut]) -> float | None:
    said = np.stack([sums(cut.revenue[method]) for cut in cuts])
    return measuring.relative_error(said, np.stack([sums(cut.actual) for cut in cuts]))


def _coverage(cuts: list[Cut]) -> Shares:
    levels_of = zip(*(cut.within for cut in cuts), strict=True)
    found = [np.concatenate(level) for level in levels_of]
    return tuple(float(level.mean()) if len(level) else None for level in found)


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
