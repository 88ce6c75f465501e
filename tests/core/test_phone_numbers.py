"""Phone numbers: one number, however it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.core.text import phone_digits, search_text, search_words

WRITTEN = [
    "0612345678",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "+33612345678",
    "+33 6 12 34 56 78",
    "+33 (0)6 12 34 56 78",
    "0033 6 12 34 56 78",
    "00336 12345678",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_all_ways_to_write_a_french_number_are_one(written):
    assert phone_digits(written) == "612345678"


@pytest.mark.parametrize("stored", WRITTEN)
@pytest.mark.parametrize("asked", [*WRITTEN, "0612", "06 12", "+336 12", "34 56 78", "12345678"])
def test_a_number_is_found_in_parts_and_in_every_writing(stored, asked):
    haystack = search_text("Perrin", phones=(stored,))
    assert all(word in haystack for word in search_words(asked))


def test_a_number_is_found_beside_a_name():
    haystack = search_text("Élise Perrin", phones=("+33 6 12 34 56 78",))
    assert search_words("perrin 0612345678") == ["perrin", "612345678"]
    assert all(word in haystack for word in search_words("elise +33612345678"))


def test_two_numbers_that_are_no_phone_stay_two_words():
    assert search_words("75001 2026") == ["75001", "2026"]


def test_another_country_keeps_its_code():
    assert phone_digits("+41 22 345 67 89") == "41223456789"


@given(st.text("0123456789 .+-()", min_size=4, max_size=20))
def test_a_number_is_always_found_by_its_own_writing(written):
    haystack = search_text(phones=(written,)) + search_text(written)
    assert all(word in haystack for word in search_words(written))
