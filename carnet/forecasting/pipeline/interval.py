"""Bounds that hold 8 times out of 10: over-dispersed, then as wide as past errors were."""

import numpy as np

from carnet.forecasting.arrays import Floats
from carnet.forecasting.spread import NORMAL, SHARED

MATURED = 20
LEAST = 100.0
"""Minor units: where less was expected, nothing was, and there is no error to learn from."""

LOW, HIGH = 0.1, 0.9
_SMALL, _TINY = 0.3, 1e-9


def scatter(expected: Floats, size: float) -> Floats:
    """The standard deviation of a revenue made of deals of this size."""
    away = np.abs(expected)
    deviation: Floats = np.sqrt(size * away + (SHARED * away) ** 2)
    return deviation


def errors(actual: Floats, expected: Floats, size: float) -> Floats:
    """Past errors in standard deviations, where anything was expected."""
    said = expected >= LEAST
    standard: Floats = (actual - expected)[said] / scatter(expected, size)[said]
    return standard


def bounds(expected: Floats, size: float, past: Floats) -> tuple[Floats, Floats]:
    """The lower and upper bound: of the gamma, or by the quantiles of 20 or more past errors."""
    deviation = scatter(expected, size)
    if len(past) >= MATURED:
        low = expected + np.quantile(past, LOW) * deviation
        high = expected + np.quantile(past, HIGH) * deviation
    else:
        low, high = _gamma(expected, deviation, -NORMAL), _gamma(expected, deviation, NORMAL)
    # Nothing won is the worst of a positive forecast; and an interval holds what it is about.
    low = np.where(expected >= 0, np.maximum(low, 0), low)
    return np.minimum(low, expected), np.maximum(high, expected)


def _gamma(mean: Floats, deviation: Floats, normal: float) -> Floats:
    """The quantile of a gamma by Wilson and Hilferty's cube; of a normal where the mean is not positive."""
    shape = np.maximum(np.maximum(mean, 0) ** 2 / np.maximum(deviation, _TINY) ** 2, _TINY)
    part = 1 / (9 * shape)
    cubed = shape * np.maximum(1 - part + normal * np.sqrt(part), 0) ** 3
    if normal > 0:
        cubed = np.maximum(cubed, _of_small_shape(shape, HIGH))
    quantile: Floats = np.where(mean > 0, mean * cubed / shape, mean + normal * deviation)
    return quantile


def _of_small_shape(shape: Floats, share: float) -> Floats:
    """(p times the gamma function of shape + 1) to the power 1 / shape: where the cube falls to nothing."""
    log_gamma = shape * (-0.5772 + 0.8225 * shape - 0.4007 * shape**2)
    small: Floats = np.where(shape < _SMALL, np.exp((np.log(share) + log_gamma) / shape), 0)
    return small
