"""Cards that mean harm are read or refused within bounds of time and memory, and harm no neighbour."""

import time
import tracemalloc

import pytest

from carnet.interchange.vcard import bounds
from carnet.interchange.vcard.card import UnreadableCard
from carnet.interchange.vcard.write import card_text
from tests.interchange.vcard.hostile import MANY, READ, REFUSED, card
from tests.interchange.vcard.reading import names, read

GOOD = (card(b"FN:Avant"), card("FN:Après".encode()))


def between(content: bytes) -> bytes:
    return GOOD[0] + content + GOOD[1]


def soon(folder, content: bytes):
    """The cards, and no long time of the processor for them."""
    started = time.process_time()
    cards = read(folder, content)
    assert time.process_time() - started < 2
    return cards


@pytest.mark.parametrize("name", REFUSED)
def test_what_goes_beyond_a_bound_is_refused_as_one_card(tmp_path, name: str) -> None:
    first, refused, last = soon(tmp_path, between(REFUSED[name]))
    assert names([first, last]) == ["Avant", "Après"]
    assert isinstance(refused, UnreadableCard)
    assert str(refused.reason)
    assert (refused.line, len(refused.raw) <= 70_000) == (4 + 1, True)


@pytest.mark.parametrize("name", READ)
def test_what_stays_within_bounds_is_read_and_written(tmp_path, name: str) -> None:
    cards = soon(tmp_path, between(READ[name]))
    assert (names(cards)[0], names(cards)[-1], len(cards)) == ("Avant", "Après", 3)
    assert "\0" not in card_text(cards[1].properties, "4.0")


@pytest.mark.parametrize("name", MANY)
def test_many_cards_are_read_one_by_one(tmp_path, name: str) -> None:
    cards = soon(tmp_path, between(MANY[name]))
    assert (names(cards[:1]), names(cards[-1:])) == (["Avant"], ["Après"])


def test_a_card_beyond_its_bounds_is_not_kept_in_memory(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(bounds, "INLINE_BYTES", 100_000)
    content = card(b"FN:x\nPHOTO;ENCODING=b:\n" + (b" " + b"QUFB" * 18 + b"\n") * 60_000)
    tracemalloc.start()
    (refused,) = read(tmp_path, content)
    largest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(refused, UnreadableCard)
    assert largest < 4_000_000 < len(content)


def test_twice_as_much_takes_about_twice_as_long(tmp_path) -> None:
    def seconds(count: int) -> float:
        content = card(b"FN:x\nTEL;X=1;TYPE=home:1\nNOTE:a\n b") * count
        started = time.process_time()
        assert len(read(tmp_path, content)) == count
        return time.process_time() - started

    seconds(100)
    assert seconds(2400) < 12 * seconds(600)
