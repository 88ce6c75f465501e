"""A number beside its value in another period: by how much it changed, and whether that is good."""

from dataclasses import dataclass

from carnet.core.period import Period
from carnet.metrics.measures import DAYS, RATIO, Measure, Value

PREVIOUS, LAST_YEAR, NOTHING = "previous", "last_year", "none"


@dataclass(frozen=True, slots=True)
class Change:
    """`by` is a share of the other value; points (of 1) for a ratio, days for a duration."""

    value: Value
    before: Value
    by: float | None
    is_good: bool | None


def compared_period(period: Period, base: str) -> Period | None:
    """The period a number is compared with; None where a bound is open, or nothing is wanted."""
    if base == NOTHING:
        return None
    return period.last_year() if base == LAST_YEAR else period.previous()


def change_of(measure: Measure, value: Value, before: Value) -> Change:
    """How a measure changed; good or bad depends on the measure, not on up or down."""
    by = _difference(measure, value, before)
    if not by or not measure.better:
        return Change(value, before, by, None)
    return Change(value, before, by, (by > 0) == (measure.better == "up"))


def _difference(measure: Measure, value: Value, before: Value) -> float | None:
    if value is None or before is None:
        return None
    difference = float(value) - float(before)
    if measure.unit in (RATIO, DAYS):
        return difference
    return difference / abs(float(before)) if before else None
