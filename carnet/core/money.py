"""Money as an integer of minor units (cents) beside its currency: sums never drift.

Columns and figures hold plain integers; this module is the only place that turns them into text and back.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from fractions import Fraction

MAX_MINOR = 10**15
"""The largest amount accepted, in minor units: ten thousand billion; thousands of them fit 64 bits."""

_CENT = Decimal("0.01")
_WITHOUT_MINOR = frozenset({"JPY", "KRW", "XAF", "XOF", "XPF", "CLP", "ISK", "VND"})


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount: `minor` units (cents) of `currency`."""

    minor: int
    currency: str = "EUR"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        return plain(self.minor)


def plain(minor: int) -> str:
    """Decimal text with two places, as JSON and CSV carry it: 123450 -> "1234.50"."""
    sign = "-" if minor < 0 else ""
    return f"{sign}{abs(minor) // 100}.{abs(minor) % 100:02d}"


def plain_or_none(minor: int | None) -> str | None:
    """`plain`, letting an absent amount stay absent."""
    return None if minor is None else plain(minor)


def to_minor(amount: Decimal | str | float) -> int:
    """Minor units of a decimal amount, rounded half-even; ValueError when it is no finite, bounded number."""
    try:
        value = amount if isinstance(amount, Decimal) else Decimal(str(amount))
        # Compared before anything is computed: 1E+999999999 overflows in the first multiplication.
        if not value.is_finite() or value.copy_abs() > MAX_MINOR // 100:
            raise ValueError(f"amount out of bounds: {amount}")
        return int(value.quantize(_CENT, rounding=ROUND_HALF_EVEN) * 100)
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {amount}") from error


def times(unit_minor: int, quantity: Decimal | int) -> int:
    """Unit price x quantity in minor units, half-even to the cent: one line of a sale."""
    return int((unit_minor * Decimal(quantity)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def mean(total_minor: int, count: int) -> int | None:
    """Average in minor units, half-even; None over nothing."""
    return None if count == 0 else round(Fraction(total_minor, count))


def places(currency: str) -> int:
    """Decimals people write after an amount of this currency."""
    return 0 if currency in _WITHOUT_MINOR else 2
