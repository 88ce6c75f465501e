"""The chances of deals in hand by the model a run kept, as lists and records show them."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from carnet.forecasting.pipeline.chances import daily_hazards, won_by
from carnet.forecasting.pipeline.explanation import DealFacts
from carnet.forecasting.pipeline.exposure import Rates
from carnet.forecasting.pipeline.model import Model


def chances(model: Model, deals: Sequence[DealFacts], until: date) -> list[float]:
    """The chance of each to be won by the end of `until`, all known at the end of the same day."""
    if not deals:
        return []
    as_of = deals[0].as_of
    days = (until - as_of).days
    if days <= 0:
        return [0.0] * len(deals)
    age = np.array([(as_of - deal.opened_on).days for deal in deals])
    multiplier = np.stack([_multiplier(model, deal) for deal in deals], axis=1)
    hazards = daily_hazards(model, age, multiplier, as_of.toordinal(), days)
    told: list[float] = won_by(hazards)[:, -1].tolist()
    return told


def _multiplier(model: Model, deal: DealFacts) -> Rates:
    rates = np.ones(2)
    for name, factor in model.factors.items():
        rates = rates * factor.rates[:, factor.positions(getattr(deal, name))].prod(axis=1)
    return rates
