"""The headline of a forecast: what it consists of, and how it stands to the year before."""

from dataclasses import dataclass

from carnet.forecasting.pipeline.lines import Line
from carnet.web import drawings


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar: its amount, and where it lies."""

    amount: int
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class Headline:
    """What is won, what open deals and deals not yet announced add: their sum is the forecast.

    `per_deal` and `run_rate` are the two readings of what is still to come, whose mean it holds.
    """

    won: Part
    pipeline: Part
    new_business: Part
    per_deal: int
    run_rate: int


def headline_of(line: Line) -> Headline | None:
    """The pieces of a forecast; None where there is none."""
    if line.forecast is None or line.pipeline is None:
        return None
    born, run_rate = line.new_business or 0, line.run_rate or 0
    per_deal = line.pipeline + born
    to_come = line.forecast - line.won_so_far
    pipeline = round(to_come * line.pipeline / per_deal) if per_deal > 0 else 0
    won, open_deals, unborn = _placed(line.won_so_far, pipeline, to_come - pipeline)
    return Headline(won, open_deals, unborn, per_deal, run_rate)


def _placed(*amounts: int) -> list[Part]:
    """The amounts one after another on a bar as long as their sum."""
    whole = sum(max(amount, 0) for amount in amounts) or 1
    parts, left = [], 0.0
    for amount in amounts:
        share = max(amount, 0) / whole
        parts.append(Part(amount, drawings.width(left), drawings.width(share)))
        left += share
    return parts


def against(line: Line, before: int | None) -> float | None:
    """By how much more or less than the year before, as a share; None where nothing is comparable."""
    if not before or line.forecast is None:
        return None
    return (line.forecast - before) / before
