"""vCard 2.1 as phones and Outlook write it comes out in the form of 3.0."""

import pytest

from tests.interchange.vcard.reading import card, corpus, read, the_card

PARTS = [
    ("android-utf8", "N", ["Lefèvre", "Zoé", "", "", ""]),
    ("android-soft-breaks", "N", ["Châteaubriand", "François", "", "", ""]),
    ("android-lost-soft-break", "N", ["Müller-Lüd", "Jürg", "", "", ""]),
    ("qp-escaped-semicolon", "N", ["Doe; Fils", "Jean; Marc", "", "", ""]),
    ("qp-escaped-semicolon", "ORG", ["Pierre, Paul & Cie", "Ventes"]),
    ("qp-all-encoded", "N", ["Dupont", "Jean", "", "", ""]),
    ("qp-with-bad-escapes", "ADR", ["", "", "ef1701", "", "", "", ""]),
    ("outlook-windows-1252", "N", ["Chénier", "André", "", "M.", ""]),
    ("outlook-windows-1252", "ORG", ["Imprimerie de l’Étoile", "Ventes"]),
    (
        "outlook-windows-1252",
        "ADR",
        ["", "", "12, rue de la République\nBP 12", "Lyon", "", "69002", "France"],
    ),
    ("old-commas-are-letters", "ORG", ["Martin, Père et Fils", "Achats, Ventes"]),
    ("charset-mixture", "N", ["Bérard", "Zoë", "", "", ""]),
    ("charset-unknown", "N", ["Café", "", "", "", ""]),
    ("version-last", "N", ["Émile", "", "", "", ""]),
]
TEXTS = [
    ("android-soft-breaks", "FN", "François Châteaubriand"),
    ("android-soft-breaks", "NOTE", "ligne 1\nligne 2"),
    ("android-soft-breaks", "TEL", "0600000001"),
    ("qp-escaped-semicolon", "NOTE", "C:\\new est un dossier"),
    ("qp-with-bad-escapes", "NOTE", "100 =ZZ pour cent et plus"),
    ("qp-bare-parameter", "FN", "André"),
    ("qp-bare-parameter", "NOTE", ""),
    ("outlook-windows-1252", "FN", "M. André Chénier"),
    ("outlook-windows-1252", "NOTE", "Première ligne\nSeconde; avec, ponctuation\n"),
    ("outlook-windows-1252", "LABEL", "12, rue de la République\n69002 Lyon"),
    ("outlook-windows-1252", "REV", "20240102T030405Z"),
    ("outlook-raw-windows-1252", "FN", "André Chénier"),
    ("outlook-raw-windows-1252", "NOTE", "prix 12 €, l’été"),
    ("old-commas-are-letters", "NOTE", "un, deux; trois"),
    ("nokia-text-in-base64", "NOTE", "Hyvä äiti"),
    ("charset-mixture", "FN", "Zoë Bérard"),
    ("charset-mixture", "NOTE", "日本語\n"),
    ("charset-mixture", "TITLE", "山田"),
    ("charset-unknown", "FN", "xn--caf-dma"),
    ("blackberry", "NOTE", ""),
    ("blackberry", "BDAY", "1980-12-31"),
]
TYPES = [
    ("android-utf8", "TEL", [{"cell", "pref"}, {"x-atelier"}]),
    ("outlook-windows-1252", "TEL", [{"work", "voice"}, {"cell", "voice"}]),
    ("outlook-windows-1252", "EMAIL", [{"pref", "internet"}]),
    ("bare-types", "TEL", [{"home", "voice", "pref"}, {"work", "fax"}]),
    ("no-version-old", "TEL", [{"home", "voice"}]),
    ("blackberry", "TEL", [{"cell"}]),
]


@pytest.mark.parametrize(("name", "field", "expected"), PARTS)
def test_the_parts_of_an_old_card_are_read(name: str, field: str, expected: list[str]) -> None:
    assert the_card(name).first(field).parts() == expected


@pytest.mark.parametrize(("name", "field", "expected"), TEXTS)
def test_the_texts_of_an_old_card_are_read(name: str, field: str, expected: str) -> None:
    assert the_card(name).first(field).text == expected


@pytest.mark.parametrize(("name", "field", "expected"), TYPES)
def test_bare_parameters_are_types(name: str, field: str, expected: list[set[str]]) -> None:
    assert [one.types for one in the_card(name).all(field)] == expected


def test_no_trace_of_the_encoding_stays_in_the_parameters() -> None:
    for name in ("android-utf8", "outlook-windows-1252", "qp-bare-parameter", "charset-mixture"):
        known = {param for one in the_card(name).properties for param, _values in one.params}
        assert not known & {"ENCODING", "CHARSET", "QUOTED-PRINTABLE"}, name


def test_a_list_of_categories_stays_a_list() -> None:
    assert the_card("old-commas-are-letters").first("CATEGORIES").items() == ["clients", "presse"]


def test_a_text_in_base64_is_a_text_like_any_other(tmp_path) -> None:
    (one,) = read(tmp_path, card("NOTE;ENCODING=BASE64:YSwgYjsgYzpcbgo=", version="2.1"))
    assert (one.first("NOTE").text, one.first("NOTE").value) == ("a, b; c:\\n\n", "a\\, b; c:\\\\n\\n")


@pytest.mark.parametrize("name", ["outlook-photo", "photo-unindented-base64", "blackberry"])
def test_a_picture_of_an_old_card_is_read_however_its_lines_are_cut(name: str) -> None:
    inline = the_card(name).first("PHOTO").inline
    assert (inline.media_type, len(inline.content)) == ("image/png", 70)


def test_what_follows_a_picture_is_not_taken_for_a_part_of_it() -> None:
    assert [the_card(name).first("TEL").text for name in ("outlook-photo", "photo-unindented-base64")] == [
        "1",
        "2",
    ]


def test_the_address_of_a_picture_is_no_picture() -> None:
    first, second = the_card("bare-types").all("PHOTO")
    assert (first.param("VALUE"), first.text, first.inline) == (("URL",), "http://exemple.fr/p.gif", None)
    assert (second.param("VALUE"), second.param("TYPE")) == (("URL",), ())


def test_a_card_of_bare_parameters_without_a_version_is_an_old_one() -> None:
    assert the_card("no-version-old").version == "2.1"


def test_unknown_properties_of_android_are_kept_as_they_stand() -> None:
    assert [one.value for one in the_card("android-utf8").all("X-ANDROID-CUSTOM")] == [
        "vnd.android.cursor.item/nickname;Zo;1;;;;;;;;;;;;;",
        "vnd.android.cursor.item/relation;Marc;14;;;;;;;;;;;;;",
    ]


def test_a_card_in_a_card_stays_inside_as_one_text() -> None:
    first, second = corpus("agent-nested")
    agent = first.first("AGENT").text
    assert agent == "BEGIN:VCARD\nVERSION:2.1\nN:Adjointe;Lise;;;\nTEL;WORK:0999999999\nEND:VCARD"
    assert [one.text for one in first.all("TEL")] == ["0111111111"]
    assert (second.line, second.first("N").parts()[0]) == (13, "Suivant")


def test_a_card_may_begin_on_the_line_of_its_agent() -> None:
    first, second = corpus("agent-on-one-line-with-begin")
    assert first.first("AGENT").text == "BEGIN:VCARD\nN:Bras;Droit;;;\nEND:VCARD"
    assert (first.first("TEL").text, second.first("FN").text) == ("1", "Suivante")


def test_a_card_in_a_card_in_a_card_stays_inside() -> None:
    card = the_card("agent-of-agent")
    assert card.first("AGENT").text.count("BEGIN:VCARD") == 2
    assert [one.name for one in card.properties] == ["N", "AGENT", "TEL"]
