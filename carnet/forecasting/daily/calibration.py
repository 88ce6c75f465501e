"""Intervals from what a model missed by at past cuts: quantiles of its errors, week by week of lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from carnet.forecasting.arrays import Flags, Floats

WEEKS = 4
LEVEL = 0.8
FEWEST = 3
"""Cuts below which there is no telling how far off a model is."""

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What to add to a model's days (by week of lead) and to its sums over 7 and 28 days, low and high."""

    weeks: tuple[Bounds | None, ...] = (None,) * WEEKS
    sums: tuple[Bounds | None, ...] = (None, None)

    def of_day(self, lead: int) -> Bounds | None:
        """The bounds so many days ahead (from 1); beyond the weeks measured they widen as a walk does."""
        week = (lead - 1) // 7
        if week < WEEKS:
            return self.weeks[week]
        last = self.weeks[-1]
        factor = ((week + 1) / WEEKS) ** 0.5
        return None if last is None else (round(last[0] * factor), round(last[1] * factor))


def calibration_of(errors: Floats, is_open: Flags) -> Calibration:
    """From errors (actual less expected) by cut and day ahead; closed days tell nothing."""
    weeks = [_week(errors, is_open, week) for week in range(WEEKS)]
    return Calibration(
        tuple(weeks), tuple(_bounds(errors[:, :days].sum(axis=1), len(errors)) for days in (7, 28))
    )


def _week(errors: Floats, is_open: Flags, week: int) -> Bounds | None:
    days = slice(week * 7, week * 7 + 7)
    return _bounds(errors[:, days][is_open[:, days]], len(errors))


def _bounds(errors: Floats, cuts: int) -> Bounds | None:
    """The middle 80 % of the errors, wider the fewer the cuts: the correction of conformal prediction.

    Days of one cut go wrong together, so it is the cuts that count and not the days. The expected value
    itself always lies inside.
    """
    if cuts < FEWEST or not len(errors):
        return None
    level = min(1.0, LEVEL * (1 + 1 / cuts))
    low, high = np.quantile(errors, [(1 - level) / 2, (1 + level) / 2])
    return min(round(float(low)), 0), max(round(float(high)), 0)


def plain_calibration(values: Sequence[int], season: int = 7) -> Calibration:
    """For the seasonal naive where nothing could be looked back at: from the differences week to week."""
    days = np.array(values, dtype=float)
    differences = days[season:] - days[:-season]
    first = _bounds(differences, len(differences) // season)
    if first is None:
        return Calibration()
    grown = [(week + 1) ** 0.5 for week in range(WEEKS)]
    return Calibration(tuple((round(first[0] * by), round(first[1] * by)) for by in grown))


def kept_calibration(calibration: Calibration) -> list[Any]:
    """As a run stores it."""
    return [list(calibration.weeks), list(calibration.sums)]


def calibration_from(stored: Sequence[Any]) -> Calibration:
    """The calibration a run stored."""
    weeks, sums = (tuple(_pair(bounds) for bounds in part) for part in stored)
    return Calibration(weeks, sums)


def _pair(bounds: Sequence[int] | None) -> Bounds | None:
    return None if bounds is None else (bounds[0], bounds[1])
