"""The chances of deals in hand by the model a run kept, as lists and records show them."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.pipeline.chances import Clocks
from carnet.forecasting.pipeline.chances import chances as compute
from carnet.forecasting.pipeline.explanation import DealFacts
from carnet.forecasting.pipeline.exposure import NO_STAGE
from carnet.forecasting.pipeline.history import numbers
from carnet.forecasting.pipeline.model import Model


def chances(model: Model, deals: Sequence[DealFacts], until: date) -> list[float]:
    """The chance of each to be won by the end of `until`, all known at the end of the same day."""
    if not deals:
        return []
    as_of = deals[0].as_of
    multiplier = np.stack([multiplier_of(model, deal) for deal in deals], axis=1)
    told = compute(model, clocks_of(deals), multiplier, as_of.toordinal(), (until - as_of).days)
    return [float(chance) for chance in told]


def clocks_of(deals: Sequence[DealFacts]) -> Clocks:
    """How far the deals are at the end of the day known; without a day of entry the stage began with them."""
    return Clocks(
        age=numbers((deal.as_of - deal.opened_on).days for deal in deals),
        stage=numbers(NO_STAGE if deal.stage is None else deal.stage for deal in deals),
        stay=numbers((deal.as_of - (deal.stage_since or deal.opened_on)).days for deal in deals),
    )


def multiplier_of(model: Model, deal: DealFacts) -> Floats:
    """The product of the factors of a deal, by cause."""
    rates = np.ones(2)
    for name, factor in model.factors.items():
        rates = rates * factor.rates[:, factor.positions(getattr(deal, name))].prod(axis=1)
    return rates
