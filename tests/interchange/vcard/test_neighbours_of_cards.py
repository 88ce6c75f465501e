"""A broken card costs no neighbour."""

import pytest

from carnet.interchange.errors import UnreadableFile
from carnet.interchange.limits import Limits
from carnet.interchange.vcard.card import UnreadableCard
from carnet.interchange.vcard.read import cards_of
from tests.interchange.vcard.reading import CORPUS, card, corpus, names, read

FULL_NAMES = [
    ("end-missing", ["Sans fin", "Bon"]),
    ("end-missing-at-the-end-of-the-file", ["Bon", "Coupée"]),
    ("begin-missing", ["Un", "Sans début", "Deux"]),
    ("begin-twice", ["Deux fois", "Bon"]),
    ("end-twice", ["Un", "Deux"]),
    ("junk-between", ["Un", "Deux"]),
    ("nothing-readable", ["Un", "refused", "Deux"]),
    ("empty-card", ["Un", "refused", "Deux"]),
    ("calendar-around", ["Seule"]),
    ("quoted-printable-until-the-end", ["Un", "Milieu", "Deux"]),
    ("separated-on-one-line", ["Un", "Deux", "Trois"]),
]


@pytest.mark.parametrize(("name", "expected"), FULL_NAMES)
def test_every_other_card_of_the_file_is_read(name: str, expected: list[str]) -> None:
    assert names(corpus(name)) == expected


@pytest.mark.parametrize(
    ("name", "position", "problem"),
    [
        ("end-missing", 0, "the end of the card is missing."),
        ("end-missing-at-the-end-of-the-file", 1, "the end of the card is missing."),
        ("begin-missing", 1, "the beginning of the card is missing."),
    ],
)
def test_a_missing_mark_is_told(name: str, position: int, problem: str) -> None:
    assert [str(one) for one in corpus(name)[position].problems] == [problem]


def test_a_refused_card_keeps_its_line_its_reason_and_its_text() -> None:
    refused = corpus("nothing-readable")[1]
    assert isinstance(refused, UnreadableCard)
    assert (refused.line, str(refused.reason)) == (5, "nothing in the card can be read.")
    assert refused.raw == "BEGIN:VCARD\n!!! ???\n%%%%\nEND:VCARD"


def test_a_card_keeps_its_own_text() -> None:
    assert corpus("end-missing")[1].raw == "BEGIN:VCARD\nVERSION:3.0\nFN:Bon\nEND:VCARD"


def test_a_quoted_printable_text_that_never_ends_stops_at_the_card() -> None:
    assert corpus("quoted-printable-until-the-end")[1].first("NOTE").text == "sans fin"


def test_a_card_in_a_card_that_never_ends_costs_no_neighbour(tmp_path) -> None:
    first, second = read(tmp_path, "BEGIN:VCARD\nFN:Un\nAGENT:\nBEGIN:VCARD\n" + card("FN:Deux"))
    assert first.first("AGENT").text == "BEGIN:VCARD\nEND:VCARD"
    assert names([first, second]) == ["Un", "Deux"]


def test_a_file_without_a_card_is_refused_with_a_sentence(tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="the file holds no card"):
        read(tmp_path, "name;city\nA;B\n")


def test_a_file_of_too_many_cards_stops_with_a_sentence(tmp_path) -> None:
    path = tmp_path / "many.vcf"
    path.write_text("".join(card(f"FN:{i}") for i in range(12)))
    found = cards_of(path, "many.vcf", Limits(rows=10))
    assert len([next(found) for _ in range(10)]) == 10
    with pytest.raises(UnreadableFile, match="more than 10 rows"):
        next(found)


# Two-byte letters cannot stand in one file with letters of one byte.
NARROW = [path for path in sorted(CORPUS.glob("*.vcf")) if not path.stem.startswith("utf16")]


@pytest.mark.parametrize("path", NARROW, ids=lambda path: path.stem)
def test_no_card_of_the_corpus_harms_those_before_and_after_it(path, tmp_path) -> None:
    content = path.read_bytes().rstrip(b"\r\n") + b"\r\n"
    found = names(read(tmp_path, card("FN:Avant").encode() + content + card("FN:Après").encode()))
    assert (found[0], found[-1]) == ("Avant", "Après")
    assert len(found) == len(corpus(path.stem)) + 2


def test_the_corpus_holds_every_quirk() -> None:
    assert len(list(CORPUS.glob("*.vcf"))) == 78
