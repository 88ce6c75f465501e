"""The lines of a card: names, parameters, escapes, and lines that are no property."""

import pytest

from carnet.interchange.vcard.read import UNREADABLE
from tests.interchange.vcard.reading import card, corpus, read, the_card


def test_backslashes_mean_what_they_mean_before_a_separator() -> None:
    one = the_card("escapes")
    assert one.first("FN").text == "Un, deux; trois"
    assert one.first("N").parts() == ["Du;pont", "Jean, Luc,Marc", "", "", ""]
    assert one.first("NOTE").text == "ligne 1\nligne 2\nLigne 3\\n reste \\x:fin\\"
    assert one.first("CATEGORIES").items() == ["a,b", "c", "", "d"]


def test_an_empty_value_is_a_value() -> None:
    one = the_card("empty-values")
    assert [(of.name, of.value) for of in one.properties] == [
        ("FN", ""),
        ("N", ";;;;"),
        ("TEL", ""),
        ("EMAIL", "a@b.fr"),
        ("NOTE", "rien"),
        ("CATEGORIES", ""),
        ("ORG", ";"),
    ]
    assert one.first("EMAIL").params == ()


def test_case_does_not_count_in_names() -> None:
    one = the_card("lower-case")
    assert (one.version, one.first("FN").text, one.first("TEL").types) == ("3.0", "Petite Casse", {"home"})


def test_spaces_around_signs_do_not_count() -> None:
    one = the_card("spaces-around")
    assert one.first("FN").text.strip() == "Espace"
    assert one.first("TEL").param("TYPE") == ("home", "work")


def test_quotation_marks_hold_separators() -> None:
    one = the_card("colon-in-parameters").first("X-LIEU")
    assert one.params == (("ADR", ("Rue: A; B, C",)), ("Q", ("",)), ("TYPE", ("home", "work")))
    assert one.value == "x:y"


def test_a_quotation_mark_that_is_not_closed_is_a_letter() -> None:
    one = the_card("colon-in-parameters").first("TEL")
    assert (one.params, one.value) == ((("X-A", ('a"b"c',)), ("X-B", ('"open',))), "12")


def test_unknown_names_groups_and_values_are_kept_as_they_stand() -> None:
    one = the_card("x-names")
    assert [(of.group, of.name, of.value) for of in one.properties] == [
        ("", "FN", "Ixe"),
        ("", "X-", "vide"),
        ("", "X-123-ABC", "valeur \\, brute; a,b"),
        ("", "X-MINUSCULE", "ü"),
        ("LONG.GROUP.NAME", "X-G", "g"),
    ]


def test_a_line_that_is_no_property_is_kept_and_told() -> None:
    one = the_card("no-colon")
    assert [of.text for of in one.all(UNREADABLE)] == [
        "TEL;TYPE=HOME",
        "Ceci est une ligne perdue",
        "=C3=A9=20",
        "http",
    ]
    assert [str(problem)[:7] for problem in one.problems] == ["line 4:", "line 5:", "line 6:", "line 7:"]
    assert one.first("EMAIL").text == "a@b.fr"


def test_a_picture_that_cannot_be_read_is_kept_and_told() -> None:
    one = the_card("bad-base64")
    assert (one.first("PHOTO").value, one.first("PHOTO").inline) == ("AAAAA", None)
    assert [str(problem) for problem in one.problems] == [
        "line 4: PHOTO holds no picture or key that can be read; it is kept as it stands."
    ]
    assert one.first("NOTE").text == "après"


def test_sounds_and_keys_are_read_by_their_type() -> None:
    one = the_card("sounds-and-keys")
    assert one.first("KEY").inline.media_type == "application/pgp-keys"
    assert one.first("KEY").inline.content == b"-----BEGIN PGP"
    assert one.first("SOUND").inline.media_type == "audio/wav"
    assert one.first("LOGO").inline is None


def test_an_escaped_agent_is_a_text() -> None:
    one = the_card("agent-escaped")
    assert one.first("AGENT").text.splitlines() == [
        "BEGIN:VCARD",
        "FN:Susan Thomas",
        "TEL:+1-919-555-1234",
        "EMAIL;INTERNET:sthomas@host.com",
        "END:VCARD",
    ]


def test_a_version_nobody_knows_is_read_as_3() -> None:
    assert [(one.version, one.first("FN").text) for one in corpus("version-unknown")] == [
        ("3.0", "Futur"),
        ("3.0", "Rien"),
        ("3.0", "Court"),
    ]


@pytest.mark.parametrize(
    ("line", "params"),
    [
        ("TEL;TYPE=home;TYPE=work:1", (("TYPE", ("home", "work")),)),
        ("TEL;TYPE=home,,work:1", (("TYPE", ("home", "work")),)),
        ("TEL;;HOME;:1", (("TYPE", ("HOME",)),)),
        ("TEL;X-A=:1", (("X-A", ("",)),)),
        ("TEL;X-A=b=c:1", (("X-A", ("b=c",)),)),
        ('TEL;X-A=" b ":1', (("X-A", (" b ",)),)),
        ("TEL;X-A=b^nc^^n:1", (("X-A", ("b\nc^n",)),)),
    ],
)
def test_parameters_are_read_however_they_are_written(tmp_path, line: str, params) -> None:
    (one,) = read(tmp_path, card("FN:x", line))
    assert (one.first("TEL").params, one.first("TEL").value) == (params, "1")


@pytest.mark.parametrize("line", ["TEL;X A=b:1", "TEL:", ";TEL:1", ":1", "É:1", '"TEL":1', "TEL;=x:1"])
def test_no_line_is_lost_whether_it_can_be_read_or_not(tmp_path, line: str) -> None:
    (one,) = read(tmp_path, card("FN:x", line, "NOTE:y"))
    assert [of.name for of in one.properties] == ["FN", "TEL" if line == "TEL:" else UNREADABLE, "NOTE"]


def test_a_colon_in_quotation_marks_does_not_hide_the_encoding(tmp_path) -> None:
    (one,) = read(
        tmp_path,
        card('NOTE;X-A="b:c";ENCODING=QUOTED-PRINTABLE:d=', "e=C3=A9", 'PHOTO;X-A="b:c";ENCODING=b:', "QUFB"),
    )
    assert [of.text for of in one.properties] == ["deé", "QUFB"]


def test_a_group_has_no_dot_around_it(tmp_path) -> None:
    (one,) = read(tmp_path, card("FN:x", "..a..TEL:1", ".b.c.TEL:2"))
    assert [of.group for of in one.all("TEL")] == ["a", "b.c"]


def test_a_bare_word_with_a_null_in_it_is_the_word(tmp_path) -> None:
    (found,) = read(tmp_path, card("TEL;WO \0:0111111111", "TEL;\0:0222222222", version="2.1"))
    assert [one.params for one in found.all("TEL")] == [(("TYPE", ("WO",)),), ()]
