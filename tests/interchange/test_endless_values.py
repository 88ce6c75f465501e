"""A cell as long as cells may be costs no more than a short one, in time and in memory."""

import time

import pytest

from carnet.interchange.errors import UnreadableValue
from carnet.interchange.values import days, numbers

ENDLESS = [
    "1 234,50" * 12_500,
    "t " * 50_000,
    " " * 50_000 + "x" * 50_000,
    "(" * 100_000,
    "1" * 100_000,
    "1.1." * 25_000,
]


@pytest.mark.parametrize("text", ENDLESS)
@pytest.mark.parametrize("parse", [days.parse_moment, numbers.parse_number, numbers.parse_ratio])
def test_a_text_without_end_is_refused_at_once(text, parse) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableValue):
        parse(text)
    assert time.process_time() - began < 0.2


def test_evidence_of_a_column_is_found_at_once() -> None:
    began = time.process_time()
    for evidence in (days.DayEvidence(), numbers.NumberEvidence()):
        for text in ENDLESS:
            evidence.see(text)
    assert time.process_time() - began < 0.5


def test_texts_without_end_are_not_remembered() -> None:
    for remembered in (days._understood, numbers._understood):
        remembered.cache_clear()
    days.DayEvidence().see("1,5" * 100)
    numbers.NumberEvidence().see("1,5" * 100)
    assert days._understood.cache_info().currsize == numbers._understood.cache_info().currsize == 0
