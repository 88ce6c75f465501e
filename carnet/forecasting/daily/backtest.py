"""How the models did at past cuts of a series: errors, coverage, which one to trust, how far off it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.daily.calibration import (
    Calibration,
    calibration_from,
    calibration_of,
    kept_calibration,
)
from carnet.forecasting.daily.forecast import (
    ARIMA,
    ENSEMBLE,
    PARTS,
    SEASONAL_NAIVE,
    YEARLY,
    Measured,
    Subject,
    subject_kept,
)
from carnet.forecasting.daily.looking_back import AHEAD, CUTS, Past, look_back
from carnet.forecasting.daily.series import Series

HORIZONS = (7, AHEAD)
COMPARED = (ENSEMBLE, YEARLY, *PARTS, SEASONAL_NAIVE, ARIMA)
CHOSEN = "chosen"
WARM_UP = 6
"""The first cuts only calibrate: what is measured stands on intervals drawn from earlier cuts."""

FEWEST_TO_CHOOSE = 8
CLEARLY_BETTER = 0.95
"""The ensemble is overruled by a model whose errors were at least 5 % smaller, not by chance's favourite."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """The past of the models on one series, as known at the end of `as_of`."""

    subject: Subject
    as_of: date
    cuts: int
    chosen: str
    measured: tuple[Measured, ...]
    calibrations: Mapping[str, Calibration]
    is_light: bool = False

    def of_model(self, model: str, horizon: int) -> Measured | None:
        """How a model did so many days ahead."""
        found = (one for one in self.measured if (one.model, one.horizon) == (model, horizon))
        return next(found, None)

    def as_json(self) -> dict[str, Any]:
        """The table of models and errors."""
        return {
            **self.subject.as_json(),
            "as_of": self.as_of.isoformat(),
            "cuts": self.cuts,
            "chosen": self.chosen,
            "models": [measured.as_json() for measured in self.measured],
        }

    def kept(self) -> dict[str, Any]:
        """As a run stores it."""
        return {
            **self.subject.kept(),
            "as_of": self.as_of.isoformat(),
            "cuts": self.cuts,
            "chosen": self.chosen,
            "measured": [measured.kept() for measured in self.measured],
            "calibrations": {name: kept_calibration(one) for name, one in self.calibrations.items()},
            "is_light": self.is_light,
        }


def backtest_of(stored: Mapping[str, Any]) -> Backtest:
    """The backtest a run stored."""
    return Backtest(
        subject=subject_kept(stored),
        as_of=date.fromisoformat(stored["as_of"]),
        cuts=stored["cuts"],
        chosen=stored["chosen"],
        measured=tuple(Measured(*row) for row in stored["measured"]),
        calibrations={name: calibration_from(one) for name, one in stored["calibrations"].items()},
        is_light=stored["is_light"],
    )


def backtest(
    series: Series, country: str, *, as_of: date, most: int = CUTS, also: Sequence[str] = ()
) -> Backtest:
    """Look back at the models that are always compared, and at others by name."""
    names = (*COMPARED, *(name for name in also if name not in COMPARED))
    past = look_back(series, country, names, most=most)
    return Backtest(
        subject=series.subject,
        as_of=as_of,
        cuts=len(past.known),
        chosen=choice(past),
        measured=measured(past),
        calibrations={name: calibration_of(errors, past.is_open) for name, errors in past.errors.items()},
        is_light=most < CUTS,
    )


def measured(past: Past) -> tuple[Measured, ...]:
    """Every model and the one chosen, at every horizon, on the cuts after the first few."""
    judged = [cut for cut in range(len(past.known)) if cut >= WARM_UP] or list(range(len(past.known)))
    if not judged:
        return ()
    with_choice = {**past.errors, CHOSEN: _errors_of_choices(past)}
    return tuple(
        Measured(
            name, horizon, mase(past, errors, horizon, judged), coverage(past, name, horizon), len(judged)
        )
        for horizon in HORIZONS
        for name, errors in with_choice.items()
    )


def mase(past: Past, errors: Floats, horizon: int, cuts: Sequence[int]) -> float | None:
    """The mean absolute error in units of the week to week difference known at each cut."""
    told = [cut for cut in cuts if past.scales[cut] > 0]
    if not told:
        return None
    return float(np.mean([np.abs(errors[cut, :horizon]).mean() / past.scales[cut] for cut in told]))


def coverage(past: Past, name: str, horizon: int) -> float | None:
    """The share of open days inside the interval that the cuts before would have drawn."""
    inside: list[bool] = []
    for cut in range(WARM_UP, len(past.known)):
        model = choice(past.before(cut)) if name == CHOSEN else name
        inside += _inside(past, model, cut, horizon)
    return float(np.mean(inside)) if inside else None


def _inside(past: Past, model: str, cut: int, horizon: int) -> list[bool]:
    found = []
    for week in range(horizon // 7):
        earlier = past.before(cut, 7 * week + 7)
        bounds = calibration_of(earlier.errors[model], earlier.is_open).weeks[week]
        days = slice(week * 7, week * 7 + 7)
        errors = past.errors[model][cut, days][past.is_open[cut, days]]
        if bounds is not None:
            found += [bool(bounds[0] <= error <= bounds[1]) for error in errors]
    return found


def _errors_of_choices(past: Past) -> Floats:
    """What the errors were had each cut trusted the model its own past recommended."""
    return np.array([past.errors[choice(past.before(cut))][cut] for cut in range(len(past.known))])


def choice(past: Past) -> str:
    """The ensemble, unless another model did clearly better over both horizons together."""
    cuts = list(range(len(past.known)))
    if len(cuts) < FEWEST_TO_CHOOSE or ENSEMBLE not in past.errors:
        return ENSEMBLE
    scores = {name: _score(past, errors, cuts) for name, errors in past.errors.items()}
    best = min(scores, key=lambda name: scores[name])
    return best if scores[best] < CLEARLY_BETTER * scores[ENSEMBLE] else ENSEMBLE


def _score(past: Past, errors: Floats, cuts: Sequence[int]) -> float:
    """Its errors as parts of the ensemble's, the week and the month counting alike."""
    parts = []
    for horizon in HORIZONS:
        own, ensemble = (mase(past, one, horizon, cuts) for one in (errors, past.errors[ENSEMBLE]))
        parts.append(own / ensemble if own is not None and ensemble else 1.0)
    return float(np.mean(parts))
