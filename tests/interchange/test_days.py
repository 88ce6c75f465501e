"""Days as French, English and machines write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.values.days import ORDERS, DayEvidence, parse_day, parse_moment

MAY = date(2023, 5, 27)


def orders_of(values):
    evidence = DayEvidence()
    for value in values:
        evidence.see(value)
    return evidence.orders()


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-27", "2023/5/27", "20230527", "2023-05-27 00:00:00", "2023-05-27T23:30:00Z", "27 mai 2023",
        "27-May-23", "27 mai 23", "May 27, 2023", "samedi 27 mai 2023", "Saturday, May 27th, 2023",
    ],
)  # fmt: skip
def test_some_days_leave_no_doubt_whatever_the_order(text: str) -> None:
    assert [parse_day(text, order) for order in ORDERS] == [MAY] * 3


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("27/05/2023", "dmy"), ("27.5.23", "dmy"), ("27-05-2023", "dmy"), ("27 05 23", "dmy"),
        ("05/27/2023", "mdy"), ("5/27/23", "mdy"), ("23-05-27", "ymd"), ("27/05/2023 14:30", "dmy"),
    ],
)  # fmt: skip
def test_the_order_says_which_number_is_the_day(text: str, order) -> None:
    assert parse_day(text, order) == MAY


def test_months_have_french_and_english_names() -> None:
    texts = ("1er janvier 2024", "1 févr. 2024", "1 août 2024", "1 déc. 2024", "Feb 1 2024", "1 sept 2024")
    assert [parse_day(text).month for text in texts] == [1, 2, 8, 12, 2, 9]


@pytest.mark.parametrize(
    "text", ["31/02/2023", "29/02/2023", "2023-13-01", "00/00/0000", "27/05/203", "32/01/2023"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue) as refusal:
        parse_day(text)
    assert str(refusal.value) == f"“{text}” is not a day of the calendar (day, month, year)."


@pytest.mark.parametrize(
    "text", ["n/a", "mai 2023", "tomorrow", "12", "27/05", "32 mai 2023", "27/05/2023 25:00"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UnreadableValue):
        parse_day(text)


def test_a_blank_cell_is_no_day_and_no_fault() -> None:
    assert parse_day("") is None
    assert parse_moment("  ") is None


def test_two_digits_mean_a_year_from_1969_to_2068() -> None:
    assert [parse_day(f"01/01/{year}").year for year in ("68", "69", "00", "99")] == [2068, 1969, 2000, 1999]


def test_a_spreadsheet_counts_days_from_the_end_of_1899() -> None:
    assert parse_day(45073) == MAY
    assert parse_moment(45073.5) == datetime.fromisoformat("2023-05-27T12:00")
    assert parse_day(datetime.fromisoformat("2023-05-27T09:00")) == MAY
    for number in (0, -3, 10**9, True):
        with pytest.raises(UnreadableValue):
            parse_day(number)


def test_moments_keep_their_zone_only_if_they_state_one() -> None:
    assert parse_moment("27/05/2023 14h30") == datetime.fromisoformat("2023-05-27T14:30")
    assert parse_moment("5/27/2023 2:30 PM", "mdy") == datetime.fromisoformat("2023-05-27T14:30")
    assert parse_moment("2023-05-27T14:30:00Z") == datetime(2023, 5, 27, 14, 30, tzinfo=UTC)
    two = timezone(timedelta(hours=2))
    assert parse_moment("2023-05-27T14:30:00.25+02:00") == datetime(2023, 5, 27, 14, 30, 0, 250_000, two)
    assert parse_moment("27/05/2023") == MAY


@pytest.mark.parametrize(
    ("values", "orders"),
    [
        (["11/08/2018", "6/16/2018"], ["mdy"]),
        (["11/08/2018", "16/6/2018"], ["dmy"]),
        (["11/08/2018"], ["dmy", "mdy"]),
        (["11/08/12"], ["dmy", "mdy", "ymd"]),
        (["27-05-23"], ["dmy", "ymd"]),
        (["23-05-27", "98-01-02"], ["ymd"]),
        (["2023-05-27"], ["dmy", "mdy", "ymd"]),
        ([], ["dmy", "mdy", "ymd"]),
        (["31/02/2023", "01/02/2023"], ["dmy", "mdy"]),
        (["31/02/2023", "13/02/2023"], ["dmy"]),
        (["n/a", "6/16/2018", ""], ["mdy"]),
    ],
)
def test_the_orders_of_a_column_are_those_that_suit_most_of_its_values(values, orders) -> None:
    assert orders_of(values) == orders


PATTERNS = {"dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "ymd": "%Y.%m.%d"}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(ORDERS))
def test_a_day_written_in_an_order_reads_back_in_it(day: date, order) -> None:
    text = day.strftime(PATTERNS[order])
    assert parse_day(text, order) == day
    assert order in orders_of([text])
