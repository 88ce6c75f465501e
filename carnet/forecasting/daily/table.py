"""The backtests of several series in one table: what each model missed by on average."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from carnet.forecasting.daily.backtest import CHOSEN, COMPARED, HORIZONS, Backtest
from carnet.forecasting.daily.forecast import Measured


@dataclass(frozen=True, slots=True)
class Table:
    """The backtests, one for each series with enough of a past, and how many had too little."""

    backtests: tuple[Backtest, ...]
    too_short: int = 0

    @property
    def means(self) -> tuple[Measured, ...]:
        """Each model's mean over the series, every series counting alike."""
        return tuple(
            _mean(model, horizon, rows)
            for horizon in HORIZONS
            for model in (*COMPARED, CHOSEN)
            if (rows := self._rows(model, horizon))
        )

    def as_json(self) -> dict[str, Any]:
        """The means, then every series."""
        return {
            "series": len(self.backtests),
            "too_short": self.too_short,
            "models": [measured.as_json() for measured in self.means],
            "by_series": [one.as_json() for one in self.backtests],
        }

    def _rows(self, model: str, horizon: int) -> list[Measured]:
        found = (one.of_model(model, horizon) for one in self.backtests)
        return [one for one in found if one is not None]


def table_of(found: Sequence[Backtest | None]) -> Table:
    """The table of these, of which empty ones and None had too little of a past."""
    told = tuple(one for one in found if one is not None and one.measured)
    return Table(told, len(found) - len(told))


def _mean(model: str, horizon: int, rows: Sequence[Measured]) -> Measured:
    errors = [row.mase for row in rows if row.mase is not None]
    shares = [row.coverage_80 for row in rows if row.coverage_80 is not None]
    cuts = sum(row.origins for row in rows)
    return Measured(model, horizon, _average(errors), _average(shares), cuts)


def _average(ratios: Sequence[float]) -> float | None:
    return sum(ratios) / len(ratios) if ratios else None
