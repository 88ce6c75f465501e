"""Days and moments as programs write them take a short way that ends where the long one does."""

import re
from datetime import date, datetime
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carnet.interchange.values import days
from carnet.interchange.values.days import ORDERS, parse_moment

two = st.integers(0, 62).map("{:02}".format)
near_plain = st.builds(
    "{}-{}-{}{}{}{}".format,
    st.sampled_from(["2026", "1800", "2199", "1799", "2200", "0000", "26"]),
    two,
    two,
    st.sampled_from(["", "T", " ", "t", "  "]),
    st.sampled_from(["", "09:30", "24:00", "23:59:59", "12:30:60", "9:30", "12:30pm", "09:30Z", "09"]),
    st.sampled_from(["", "", "\n", "x"]),
)


@given(near_plain, st.sampled_from(ORDERS))
@settings(max_examples=150)
@example("2024-02-29", "dmy")
@example("2026-02-29", "dmy")
@example("2026-11-20T14:30", "mdy")
def test_the_short_way_ends_where_the_long_one_does(text: str, order) -> None:
    understood = days._understood.__wrapped__
    short = understood(text, order)
    with patch.object(days, "_PLAIN", re.compile("(?!)")):
        assert repr(short) == repr(understood(text, order))


@pytest.mark.parametrize("order", ORDERS)
def test_a_year_in_front_leaves_no_doubt(order) -> None:
    assert parse_moment("2026-11-05", order) == date(2026, 11, 5)
    assert parse_moment("2026-11-05 09:30", order) == datetime.fromisoformat("2026-11-05T09:30:00")
    assert parse_moment("2026-11-05T09:30:15", order) == datetime.fromisoformat("2026-11-05T09:30:15")
