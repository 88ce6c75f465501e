"""Plain numbers, as nearly all are, take a short way that ends where the long one does."""

import re
from contextlib import contextmanager
from decimal import Decimal
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.values import numbers
from carnet.interchange.values.numbers import parse_minor, parse_number

NEVER = dict.fromkeys(".,", re.compile("(?!)"))
marks = st.sampled_from(".,")
plain = st.from_regex(r"-?[0-9]{0,20}([.,][0-9]{0,4})?", fullmatch=True)
strange = st.text("0019.,-+ '€()eE\u0663\xb2\n", max_size=12)


@contextmanager
def the_long_way():
    with (
        patch.object(numbers, "_PLAIN", NEVER),
        patch.object(numbers, "_plain_minor", lambda _text, _mark: None),
    ):
        yield


def outcome(parse, *given) -> str:
    try:
        return repr(parse(*given))
    except UnreadableValue as refused:
        return str(refused)


@given(plain | strange, marks)
@settings(max_examples=150)
@example("0" * 30, ".")
@example("-0.00", ".")
@example("9999999999999.99", ".")
@example("10000000000000", ".")
@example("1.", ".")
@example("-", ".")
def test_the_short_way_ends_where_the_long_one_does(text: str, mark: str) -> None:
    short = [outcome(parse, text, mark) for parse in (parse_number, parse_minor)]
    with the_long_way():
        assert short == [outcome(parse, text, mark) for parse in (parse_number, parse_minor)]


@pytest.mark.parametrize(
    ("text", "mark", "minor"),
    [
        ("4821", ".", 482_100),
        ("-12.5", ".", -1_250),
        ("12,05", ",", 1_205),
        ("007", ",", 700),
        ("-0", ".", 0),
        ("3.", ".", 300),
    ],
)
def test_a_plain_amount_is_minor_units(text: str, mark: str, minor: int) -> None:
    assert parse_minor(text, mark) == minor


@pytest.mark.parametrize("text", ["E5", "e12", "-E5", ".E5", "."])
def test_an_exponent_of_nothing_is_no_number(text: str) -> None:
    with pytest.raises(UnreadableValue, match="is not a number"):
        parse_number(text)


def test_a_plain_amount_in_millions_is_counted_in_them() -> None:
    assert parse_minor("2", ".", Decimal(1_000_000)) == 200_000_000
