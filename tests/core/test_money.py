"""Money: exact cents in and out, half-even, bounded."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.money import MAX_MINOR, Money, mean, plain, plain_or_none, times, to_minor

amounts = st.integers(min_value=-MAX_MINOR, max_value=MAX_MINOR)


@given(amounts)
def test_an_amount_written_and_read_is_the_same(minor):
    assert to_minor(plain(minor)) == minor


@pytest.mark.parametrize(
    ("minor", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_450, "1234.50"), (-100, "-1.00")]
)
def test_amounts_are_written_with_two_places(minor, text):
    assert plain(minor) == text


def test_an_absent_amount_stays_absent():
    assert (plain_or_none(None), plain_or_none(0)) == (None, "0.00")


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("0.005", 0),
        ("0.015", 2),
        ("0.025", 2),
        ("-0.015", -2),
        ("0.0151", 2),
        (19.99, 1999),
        (Decimal("1E+2"), 10_000),
    ],
)
def test_half_a_cent_goes_to_the_even_cent(written, minor):
    assert to_minor(written) == minor


def test_an_amount_is_rounded_once_however_many_decimals_it_has():
    # Cut to 28 digits first it would be 1.5 cents, and then 2.
    assert to_minor("0.01499999999999999999999999999999999") == 1


@pytest.mark.parametrize(
    "written",
    ["NaN", "Infinity", "-Infinity", "1E+999999999", "10000000000000.01", "", "douze", "1,5", float("nan")],
)
def test_what_is_no_bounded_number_is_refused(written):
    with pytest.raises(ValueError, match="amount"):
        to_minor(written)


def test_a_number_beyond_decimal_itself_is_refused():
    with pytest.raises(ValueError, match="not an amount"):
        to_minor("1E+99999999999999999999")


@pytest.mark.parametrize(
    ("unit", "quantity", "total"),
    [(1995, 3, 5985), (333, Decimal("1.5"), 500), (1, Decimal("0.5"), 0), (3, Decimal("0.5"), 2)],
)
def test_a_line_is_unit_price_by_quantity_half_even(unit, quantity, total):
    assert times(unit, quantity) == total


def test_the_largest_price_by_the_largest_quantity_is_exact():
    assert times(MAX_MINOR, Decimal("999999999.999")) == 999_999_999_999 * 10**12


@pytest.mark.parametrize(
    ("total", "count", "average"), [(5, 2, 2), (7, 2, 4), (-5, 2, -2), (10, 3, 3), (11, 3, 4), (0, 7, 0)]
)
def test_an_average_goes_to_the_even_cent(total, count, average):
    assert mean(total, count) == average


def test_an_average_over_nothing_is_none():
    assert mean(0, 0) is None


@given(amounts, st.integers(min_value=1, max_value=10**6))
def test_an_average_is_within_half_a_cent_of_the_quotient(total, count):
    average = mean(total, count)
    assert average is not None
    distance = abs(Fraction(total, count) - average)
    assert distance < Fraction(1, 2) or (distance == Fraction(1, 2) and average % 2 == 0)


def test_amounts_of_two_currencies_do_not_add_up():
    assert Money(150) + Money(50) == Money(200)
    with pytest.raises(ValueError, match="CHF"):
        Money(150) + Money(50, "CHF")
