"""Fields read amounts, numbers, days and moments as French and English people write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from carnet.web.fields import DayField, MomentField, MoneyField, NumberField, TagsField


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("19,95", 1995),
        ("19.95", 1995),
        ("1 234,50", 123_450),
        ("1\u00a0234,50\u00a0€", 123_450),
        ("1,234.50", 123_450),
        ("1.234,50", 123_450),
        ("-12", -1200),
        ("\u221212,5", -1250),
        ("1.234", 123_400),
        ("1.234.567", 123_456_700),
        ("0", 0),
        ("", None),
    ],
)
def test_an_amount_is_read_as_french_people_write_it(text, minor):
    assert MoneyField(required=False).clean(text) == minor


@pytest.mark.parametrize(("text", "minor"), [("1,234", 123_400), ("1,234.5", 123_450), ("1234", 123_400)])
def test_an_amount_is_read_as_english_people_write_it(text, minor):
    with translation.override("en"):
        assert MoneyField().clean(text) == minor


@pytest.mark.parametrize(
    "text", ["beaucoup", "1,234", "12,345", "1e9", "NaN", "Infinity", "99999999999999", "1,2,3", "--1"]
)
def test_what_is_no_amount_of_cents_is_refused(text):
    with pytest.raises(ValidationError):
        MoneyField().clean(text)


@pytest.mark.parametrize("minor", [0, 5, -1250, 123_450, 99_999_999_999])
def test_an_amount_shown_in_a_form_is_read_back(minor):
    field = MoneyField()
    assert field.clean(field.prepare_value(minor)) == minor
    assert not field.has_changed(minor, field.prepare_value(minor))


@pytest.mark.parametrize(("text", "number"), [("2,5", "2.5"), ("2.5", "2.5"), ("3", "3"), ("", None)])
def test_a_number_is_read(text, number):
    assert NumberField(required=False).clean(text) == (None if number is None else Decimal(number))


def test_a_number_has_bounds():
    with pytest.raises(ValidationError):
        NumberField(least=Decimal(1)).clean("0,5")
    with pytest.raises(ValidationError):
        NumberField().clean("1,2345")


@pytest.mark.parametrize("text", ["31/12/2026", "2026-12-31", "31.12.2026", "31-12-2026"])
def test_a_day_is_read(text):
    assert DayField().clean(text) == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["31/02/2026", "12/31/2026", "2026", "demain", "0000-01-01"])
def test_what_is_no_day_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="31/12/2026"):
        DayField().clean(text)


@pytest.mark.parametrize(
    "text", ["20/11/2026 14:30", "2026-11-20T14:30", "2026-11-20 14:30:00", "20/11/2026 14h30"]
)
def test_a_moment_is_read_in_the_time_zone_of_the_company(text):
    with timezone.override(ZoneInfo("Europe/Paris")):
        assert MomentField().clean(text) == datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["20/11/2026 25:00", "20/11/2026 soon", "14:30"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValidationError):
        MomentField().clean(text)


def test_tags_are_parted_by_commas_without_doubles():
    field = TagsField(required=False)
    assert field.clean(" vip,  Lyon 2e ,vip,, ") == ["vip", "Lyon 2e"]
    assert field.prepare_value(["vip", "lyon"]) == "vip, lyon"
