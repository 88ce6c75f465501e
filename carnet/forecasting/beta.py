"""Quantiles of the Beta distribution: what a share observed a few times may really be."""

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_EXACT = 1e-14
_MOST_TERMS = 20_000
_MOST_STEPS = 200


def beta_interval(successes: float, failures: float, *, tail: float = 0.1) -> tuple[float, float]:
    """The middle of Beta(successes, failures), 10 to 90 % unless told; a side never seen ends at 0 or 1.

    Where one of the two is 0 there is no such distribution: half an event stands in for it.
    """
    a, b = successes or 0.5, failures or 0.5
    low = beta_quantile(tail, a, b) if successes else 0.0
    high = beta_quantile(1 - tail, a, b) if failures else 1.0
    return low, high


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The x below which Beta(a, b) lies with this probability: Newton's steps, held between two bounds."""
    low, high, x = 0.0, 1.0, a / (a + b)
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    for _step in range(_MOST_STEPS):
        excess = beta_share(x, a, b) - probability
        low, high = (low, x) if excess > 0 else (x, high)
        if high - low < _EXACT:
            break
        density = exp(scale + (a - 1) * log(x) + (b - 1) * log1p(-x))
        guess = x - excess / density if density > _TINY else low
        moved = guess if low < guess < high else (low + high) / 2
        if abs(moved - x) < _EXACT * x:
            return moved
        x = moved
    return x


def beta_share(x: float, a: float, b: float) -> float:
    """The probability of Beta(a, b) below x: the regularised incomplete beta function."""
    if not 0 < x < 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """Its continued fraction by Lentz's method, which converges on the side of x where it is asked."""
    c, d = 1.0, _safe(1 - (a + b) * x / (a + 1))
    d = 1 / d
    total = d
    for term in range(1, _MOST_TERMS):
        even = term * (b - term) * x / ((a + 2 * term - 1) * (a + 2 * term))
        odd = -(a + term) * (a + b + term) * x / ((a + 2 * term) * (a + 2 * term + 1))
        for part in (even, odd):
            d, c = 1 / _safe(1 + part * d), _safe(1 + part / c)
            change = d * c
            total *= change
        if abs(change - 1) < _EXACT:
            break
    return total


def _safe(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
