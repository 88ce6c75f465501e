"""Cents shared out so that the parts make the whole: the largest remainders are rounded up."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor


def shared(whole: int, parts: Sequence[Fraction]) -> list[int]:
    """Whole cents for exact parts whose sum, rounded either way, is the whole."""
    cents = [floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda index: cents[index] - parts[index])
    for index in by_remainder[: whole - sum(cents)]:
        cents[index] += 1
    return cents
