"""Numbers as French and English people write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.values.numbers import (
    NumberEvidence,
    parse_minor,
    parse_number,
    parse_ratio,
    parse_whole,
)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1 234,50", ",", "1234.50"),
        ("1\u202f234,5 €", ",", "1234.5"),
        ("1\xa0234", ",", "1234"),
        ("1.234,56", ",", "1234.56"),
        (",5", ",", "0.5"),
        ("1,234.50", ".", "1234.50"),
        ("1,234,567", ".", "1234567"),
        ("1'234.50", ".", "1234.50"),
        ("1’234.50", ".", "1234.50"),
        ("€12.5", ".", "12.5"),
        ("EUR 12", ".", "12"),
        ("12 euros", ".", "12"),
        ("$-3", ".", "-3"),
        ("-12", ".", "-12"),
        ("−12", ".", "-12"),
        ("12-", ".", "-12"),
        ("(12)", ".", "-12"),
        ("+12", ".", "12"),
        ("'-12", ".", "-12"),
        ("1.5E+03", ".", "1500"),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, mark: str, number: str) -> None:
    assert parse_number(text, mark) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["abc", "12 34", "--5", "(-5)", "1€2", "-", ".", "1.2.3", "12abc", "(5", "1,5"]
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableValue) as refusal:
        parse_number(text, ".")
    assert str(refusal.value) == f"“{text}” is not a number."


def test_a_blank_cell_is_no_number_and_no_fault() -> None:
    assert [parse_number(""), parse_number(" \xa0"), parse_minor(""), parse_whole(""), parse_ratio("")] == [
        None
    ] * 5


def test_a_number_beyond_all_bounds_is_refused() -> None:
    for text in ("1E+99", "9" * 19, "0." + "1" * 40):
        with pytest.raises(UnreadableValue, match="too large a number"):
            parse_number(text)


def test_numbers_typed_by_a_spreadsheet_need_no_convention() -> None:
    assert parse_number(1234.5, ",") == Decimal("1234.5")
    assert parse_number(7, ",") == 7
    with pytest.raises(UnreadableValue):
        parse_number(True)


@pytest.mark.parametrize(
    ("values", "default", "mark"),
    [
        (["49,99", "19,99"], ".", ","),
        (["49.99", "19.99"], ",", "."),
        (["1,234", "12.5"], ",", "."),
        (["1.234", "12,5"], ".", ","),
        (["1,234,567", "1,234"], ",", "."),
        (["1,234"], ",", ","),
        (["1,234"], ".", "."),
        (["1.234"], ",", "."),
        (["49,99", "19,99", "n/a", "1.5"], ".", ","),
        (["12", ""], ".", "."),
    ],
)
def test_the_whole_column_says_which_mark_is_the_decimal_one(values, default: str, mark: str) -> None:
    evidence = NumberEvidence()
    for value in values:
        evidence.see(value)
    assert evidence.convention(default) == mark


def test_amounts_are_minor_units_half_even() -> None:
    assert [parse_minor(text) for text in ("0.125", "0.135", "4821", "-1.005")] == [12, 14, 482_100, -100]
    assert parse_minor("1100.04", scale=Decimal(1_000_000)) == 110_004_000_000


def test_an_amount_that_no_column_can_hold_is_refused() -> None:
    with pytest.raises(UnreadableValue, match="too large an amount"):
        parse_minor("99999999999999")


def test_whole_numbers_have_no_decimals() -> None:
    assert parse_whole("2 822", ",") == 2822
    assert parse_whole("12.0") == 12
    with pytest.raises(UnreadableValue, match="not a whole number"):
        parse_whole("1.5")


def test_a_share_is_read_from_percents_and_from_fractions() -> None:
    assert [parse_ratio(text, ",") for text in ("12,5 %", "60", "0,6", "1", "0")] == [
        Decimal(number) for number in ("0.125", "0.6", "0.6", "1", "0")
    ]
    with pytest.raises(UnreadableValue, match="not between 0 and 100"):
        parse_ratio("140 %")


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from([" ", "\u202f", "\xa0", "'", ""])
)
def test_a_number_written_in_french_reads_back(number: Decimal, group: str) -> None:
    text = f"{number:,}".replace(",", group).replace(".", ",")
    assert parse_number(text, ",") == number
