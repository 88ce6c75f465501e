"""Cards in any encoding, declared or not, and with any end of line."""

import pytest

from tests.interchange.vcard.reading import card, corpus, names, read, the_card

FULL_NAMES = [
    ("utf8-bom", ["Éloïse Ångström"]),
    ("utf16-bom-le", ["Éloïse"]),
    ("utf16-bom-be", ["Éloïse"]),
    ("utf16-le-without-bom", ["Éloïse"]),
    ("utf16-be-without-bom", ["Éloïse"]),
    ("cp1252-undeclared", ["Hélène Ça"]),
    ("mac-roman-undeclared", ["Hélène Forêt"]),
    ("two-encodings-in-one-file", ["Zoé Utf", "Zoé Latin"]),
    ("cesu-8", ["Nils 😀"]),
    ("fold-inside-a-letter", ["André Coupé"]),
    ("bom-between-cards", ["Un", "Deux"]),
    ("lf-only", ["Ligne"]),
    ("cr-only", ["Ligne", "Ligne"]),
    ("cr-cr-lf", ["Double"]),
    ("mixed-line-ends", ["Mêlé", "Autre"]),
    ("tab-folding", ["Tabulation"]),
    ("blank-lines", ["Vide"]),
    ("trailing-nul-and-ctrl-z", ["Fin", "Suite"]),
]
NOTES = [
    ("utf16-bom-le", "日本語 😀"),
    ("utf16-le-without-bom", "été"),
    ("cp1252-undeclared", "12 € – l’été « à » l’œuvre"),
    ("mac-roman-undeclared", "élève à la fenêtre, déjà prévenu"),
    ("lf-only", "plié deux"),
    ("cr-only", "plié"),
    ("cr-cr-lf", "ab"),
    ("mixed-line-ends", "abcd"),
    ("tab-folding", "un deux trois"),
    ("blank-lines", "ab"),
]


@pytest.mark.parametrize(("name", "expected"), FULL_NAMES)
def test_the_names_of_every_card_are_read(name: str, expected: list[str]) -> None:
    cards = corpus(name)
    assert names(cards) == expected
    assert [one.problems for one in cards] == [()] * len(expected)


@pytest.mark.parametrize(("name", "expected"), NOTES)
def test_a_folded_note_is_read(name: str, expected: str) -> None:
    assert corpus(name)[0].first("NOTE").text == expected


@pytest.mark.parametrize(
    ("name", "lines"),
    [("cr-only", [1, 7]), ("mixed-line-ends", [1, 11]), ("bom-between-cards", [1, 5])],
)
def test_lines_are_counted_as_an_editor_counts_them(name: str, lines: list[int]) -> None:
    assert [one.line for one in corpus(name)] == lines


def test_letters_that_cannot_be_read_are_replaced_and_told(tmp_path) -> None:
    (one,) = read(tmp_path, card("FN:été été \udcff").encode("utf-8", "surrogateescape"))
    assert one.first("FN").text == "été été \ufffd"
    assert [str(problem) for problem in one.problems] == [
        "line 3: letters of FN could not be read and were replaced."
    ]


def test_a_null_character_is_left_out_and_told() -> None:
    one = the_card("nul-inside")
    assert one.first("FN").text == "Nul"
    assert len(one.problems) == 1


def test_a_null_character_in_quoted_printable_or_behind_a_backslash_is_left_out(tmp_path) -> None:
    (one,) = read(tmp_path, card("FN;ENCODING=QUOTED-PRINTABLE:a=00b", "NOTE:c\\\0\\,d", version="2.1"))
    assert (one.first("FN").text, one.first("NOTE").value) == ("ab", "c\\\\\\,d")
    assert len(one.problems) == 2


def test_lone_surrogates_never_come_out(tmp_path) -> None:
    content = card("FN:seul ").encode().replace(b"seul ", b"seul \xed\xa0\x80 fin")
    (one,) = read(tmp_path, content)
    assert one.first("FN").text == "seul \ufffd fin"
    assert one.raw.encode("utf-8")


def test_a_charset_that_is_none_is_passed_over(tmp_path) -> None:
    for charset in ("idna", "unicode_escape", "zlib", "rot13", "utf-16", "a" * 5000, "../../os"):
        (one,) = read(tmp_path, card(f"NOTE;CHARSET={charset}:\\u0041 é", version="2.1"))
        assert one.first("NOTE").value == "\\u0041 é"


def test_a_file_longer_than_a_chunk_is_read_across_its_edge(tmp_path) -> None:
    cards = read(tmp_path, "".join(card(f"FN:Étoile {i}", "NOTE:" + "é" * 400) for i in range(400)))
    assert names(cards) == [f"Étoile {i}" for i in range(400)]
    assert {one.first("NOTE").text for one in cards} == {"é" * 400}
