"""What the models would have said at past cuts of a series, knowing nothing later, and what then happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from carnet.forecasting.arrays import Flags, Floats, Integers
from carnet.forecasting.daily.closing import closing_of
from carnet.forecasting.daily.forecast import SEASONAL_NAIVE
from carnet.forecasting.daily.models import expected
from carnet.forecasting.daily.series import Series

AHEAD = 28
CUTS = 26
LIGHT_CUTS = 8
STEP = 14
"""A year of cuts every two weeks, so that each season is looked back at once."""

FEWEST_DAYS = 56
"""Eight weeks: less is not learnt from."""


@dataclass(frozen=True, slots=True)
class Past:
    """By cut, oldest first: days known, scale; by day ahead which are open, and each model's errors."""

    known: Integers
    scales: Floats
    is_open: Flags
    errors: dict[str, Floats]

    def first(self, cuts: Flags) -> "Past":
        """Only some of the cuts."""
        errors = {name: values[cuts] for name, values in self.errors.items()}
        return Past(self.known[cuts], self.scales[cuts], self.is_open[cuts], errors)

    def before(self, cut: int, days: int = AHEAD) -> "Past":
        """The earlier cuts of which so many days were already over at this one."""
        return self.first(self.known + days <= self.known[cut])


def cuts_of(days: int, most: int) -> list[int]:
    """How many days each cut knows: every two weeks back from the last whose 28 days are over."""
    last = days - AHEAD
    return [last - STEP * back for back in range(most) if last - STEP * back >= FEWEST_DAYS][::-1]


def look_back(series: Series, country: str, names: Sequence[str], *, most: int = CUTS) -> Past:
    """Let each model speak at each cut; one that fails says what the seasonal naive says."""
    known = cuts_of(len(series.values), most)
    looks = [_one_cut(series, count, country, names) for count in known]
    return Past(
        known=np.array(known, dtype=np.int64),
        scales=np.array([scale_of(series.values[:count]) for count in known]),
        is_open=np.array([is_open for is_open, _errors in looks], dtype=bool).reshape(len(known), AHEAD),
        errors={
            name: np.array([errors[name] for _open, errors in looks]).reshape(-1, AHEAD) for name in names
        },
    )


def _one_cut(
    series: Series, count: int, country: str, names: Sequence[str]
) -> tuple[Flags, dict[str, Floats]]:
    past = series.until(count)
    closing = closing_of(past, country)
    days = [past.end + timedelta(days=ahead) for ahead in range(1, AHEAD + 1)]
    actual = np.array(series.values[count : count + AHEAD], dtype=float)
    said = expected(past, closing, AHEAD, {*names, SEASONAL_NAIVE})
    is_open = np.array([not closing.is_closed(day) for day in days])
    return is_open, {name: actual - said.get(name, said[SEASONAL_NAIVE]) for name in names}


def scale_of(values: Sequence[int]) -> float:
    """The mean difference from the same weekday of the week before: what errors are measured in."""
    days = np.array(values, dtype=float)
    return float(np.abs(days[7:] - days[:-7]).mean()) if len(days) > 7 else 0.0
