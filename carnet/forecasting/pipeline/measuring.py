"""How good probabilities and amounts were, once it is known what happened."""

import numpy as np

from carnet.forecasting.arrays import Flags, Floats

_BINS = 10


def brier(happened: Flags, said: Floats) -> float:
    """The mean squared distance of what was said from what happened."""
    return float(((said - happened) ** 2).mean())


def auc(happened: Flags, said: Floats) -> float | None:
    """How often a deal that was won had the higher chance than one that was not; ties count half."""
    won = int(happened.sum())
    if won in (0, len(happened)):
        return None
    _values, place, count = np.unique(said, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((rank[happened].sum() - won * (won + 1) / 2) / (won * (len(happened) - won)))


def calibration_error(happened: Flags, said: Floats) -> float:
    """ECE: how far chances of about x % lie from the share won among them, over ten bins."""
    place = np.minimum((said * _BINS).astype(int), _BINS - 1)
    won = np.bincount(place, happened, _BINS)
    promised = np.bincount(place, said, _BINS)
    return float(np.abs(won - promised).sum() / len(said))


def wins_ratio(happened: Flags, said: Floats) -> float | None:
    """Wins announced for each that came."""
    return float(said.sum() / happened.sum()) if happened.any() else None


def relative_error(said: Floats, actual: Floats) -> float | None:
    """WAPE: the absolute errors beside what came in all."""
    total = float(actual.sum())
    return float(np.abs(said - actual).sum() / total) if total > 0 else None
