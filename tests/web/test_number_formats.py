"""Amounts, numbers and dates read as French and English readers expect."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from carnet.web import formats
from carnet.web.templatetags import look

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("minor", "currency", "french", "english"),
    [
        (123450, "EUR", "1\u00a0234,50\u00a0€", "€1,234.50"),
        (0, "EUR", "0,00\u00a0€", "€0.00"),
        (-5, "EUR", "−0,05\u00a0€", "−€0.05"),
        (-123456789, "USD", "−1\u00a0234\u00a0567,89\u00a0$", "−$1,234,567.89"),
        (150000, "JPY", "1\u00a0500\u00a0JPY", "JPY\u00a01,500"),
        (99, "CHF", "0,99\u00a0CHF", "CHF\u00a00.99"),
    ],
)
def test_an_amount_is_written_in_the_reader_s_language(minor, currency, french, english) -> None:
    assert formats.money(minor, currency, "fr") == french
    assert formats.money(minor, currency, "en") == english


def test_cents_left_out_are_rounded_half_even() -> None:
    assert [formats.money(minor, "EUR", "fr", 0) for minor in (150, 250, -49)] == [
        "2\u00a0€",
        "2\u00a0€",
        "0\u00a0€",
    ]


def test_a_share_becomes_a_percentage() -> None:
    assert formats.percent(0.423, "fr") == "42,3\u00a0%"
    assert formats.percent(Decimal("0.423"), "en") == "42.3%"
    assert formats.percent(1, "fr", 0) == "100\u00a0%"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_digit_is_lost_in_either_language(minor) -> None:
    for language in ("fr", "en"):
        text = formats.money(minor, "EUR", language)
        assert int("".join(letter for letter in text if letter.isdigit())) == abs(minor)
        assert text.startswith(formats.MINUS) is (minor < 0)
        assert "-" not in text
        assert " " not in text


@pytest.mark.parametrize(
    ("on", "french", "english"),
    [
        (date(2026, 11, 20), "aujourd’hui", "today"),
        (date(2026, 11, 19), "hier", "yesterday"),
        (date(2026, 11, 21), "demain", "tomorrow"),
        (date(2026, 11, 23), "lun.", "Mon"),
        (date(2026, 11, 27), "27/11", "27/11"),
        (date(2026, 11, 17), "17/11", "17/11"),
        (date(2025, 11, 20), "20/11/2025", "20/11/2025"),
    ],
)
def test_a_near_day_is_said_by_its_name(on, french, english) -> None:
    assert formats.relative_day(on, TODAY, "fr") == french
    assert formats.relative_day(on, TODAY, "en") == english


def test_a_moment_brings_its_hour_in_the_reader_s_time_zone() -> None:
    with timezone.override("Europe/Paris"):
        assert formats.relative_day(datetime(2026, 11, 23, 14, 0, tzinfo=UTC), TODAY, "fr") == "lun. 15:00"
        assert formats.relative_day(datetime(2026, 11, 20, 15, 30, tzinfo=UTC), TODAY, "fr") == "16:30"
        assert formats.relative_day(datetime(2026, 11, 19, 23, 30, tzinfo=UTC), TODAY, "fr") == "00:30"
        assert formats.clock(datetime(2026, 11, 20, 23, 5, tzinfo=UTC)) == "00:05"
        assert formats.day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01/01/2027"


def test_what_is_absent_is_a_dash() -> None:
    for read in (look.money, look.money_round, look.number, look.percent, look.day, look.clock):
        assert read(None) == "–"
    assert look.relative_day(None, TODAY) == "–"


def test_the_filters_follow_the_active_language() -> None:
    with translation.override("en"):
        assert look.money(123450) == "€1,234.50"
    with translation.override("fr"):
        assert look.money(123450) == "1\u00a0234,50\u00a0€"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Margaux Perrin", "MP"),
        ("Hôtel des Célestins", "HC"),
        ("Presqu’île Avocats", "PA"),
        ("Jean-Luc", "JL"),
        ("Cave", "CA"),
        ("  ", "?"),
    ],
)
def test_two_letters_stand_for_a_name(name, letters) -> None:
    assert formats.initials(name) == letters


@given(st.text())
def test_every_name_has_letters_and_one_of_six_colours(name) -> None:
    assert 1 <= len(formats.initials(name)) <= 6
    assert 0 <= formats.avatar_hue(name) <= 5
