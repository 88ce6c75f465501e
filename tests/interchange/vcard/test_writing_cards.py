"""Cards are written so that others read them: folding, quoting, the forms of 3.0 and of 4.0."""

import base64
import io
from pathlib import Path

import pytest
import vobject

from carnet.interchange.vcard.card import Property
from carnet.interchange.vcard.write import card_text, items_property, parts_property, text_property
from tests.interchange.vcard.reading import read, the_card

PIXEL = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(200)).decode()


def lines(*properties: Property, version="3.0") -> list[str]:
    """The lines between the version and the end."""
    written = card_text(properties, version).split("\r\n")
    assert written[:2] == ["BEGIN:VCARD", f"VERSION:{version}"]
    assert written[-2:] == ["END:VCARD", ""]
    return written[2:-2]


def test_separators_and_line_breaks_are_escaped() -> None:
    assert lines(
        text_property("NOTE", "a, b; c\\d\r\ne\nf\rg"),
        parts_property("N", ["Du;pont", "Jean, Luc", "", "", ""]),
        items_property("CATEGORIES", ["a,b", "c"]),
        Property("", "URL", (), "http://a.fr/?b=1,2;c"),
    ) == [
        "NOTE:a\\, b\\; c\\\\d\\ne\\nf\\ng",
        "N:Du\\;pont;Jean\\, Luc;;;",
        "CATEGORIES:a\\,b,c",
        "URL:http://a.fr/?b=1,2;c",
    ]


def test_a_value_cannot_end_its_line_nor_the_card() -> None:
    forged = Property("", "NOTE", (("X-A", ("b\r\nEND:VCARD",)),), "x\r\nEND:VCARD\nBEGIN:VCARD\0")
    assert lines(forged) == ['NOTE;X-A="b^nEND:VCARD":x\\nEND:VCARD\\nBEGIN:VCARD']


def test_a_name_cannot_hold_what_ends_a_name() -> None:
    forged = Property("a:b.", "X-A;B:C\n", (("X D=", ("e",)),), "f")
    assert lines(forged) == ["a-b.X-A-B-C-;X-D-=e:f"]


def test_parameters_are_quoted_where_they_must() -> None:
    params = (
        ("TYPE", ("home", "pref")),
        ("X-A", ('say "a"', "b;c")),
        ("X-B", ("d:e,f",)),
        ("X-C", ("^", "")),
    )
    assert lines(Property("item1", "TEL", params, "1")) == [
        'item1.TEL;TYPE=home,pref;X-A=say ^\'a^\',"b;c";X-B="d:e,f";X-C=^^,"":1'
    ]


def test_lines_are_75_octets_long_at_most_and_no_letter_is_cut() -> None:
    for text in ("x" * 500, "é" * 300, "a" + "é" * 300, "日本" * 200, "😀" * 100, "ab😀" * 90):
        written = lines(text_property("NOTE", text))
        assert max(len(line.encode()) for line in written) <= 75
        assert min(len(line.encode()) for line in written[:-1]) >= 72
        assert "".join([written[0], *(line[1:] for line in written[1:])]) == f"NOTE:{text}"
        assert all(line.startswith(" ") for line in written[1:])


def test_an_agent_never_reads_as_the_begin_of_a_card(tmp_path) -> None:
    for length in range(40, 75):
        for value in ("BEGIN:VCARD", "BEGIN:VCARD\\nFN:x\\nEND:VCARD", "é BEGIN:VCARD"):
            agent = Property("", "AGENT", (("X-A", ("b" * length,)),), value)
            (back,) = read(tmp_path, card_text([agent, text_property("FN", "A")], "3.0"))
            assert [one.name for one in back.properties] == ["AGENT", "FN"]
            assert back.first("AGENT").value == value


def test_a_picture_is_base64_in_3_and_a_uri_in_4() -> None:
    photo = Property("", "PHOTO", (("TYPE", ("home",)),), f"data:image/png;base64,{PIXEL}")
    assert lines(photo)[0].startswith("PHOTO;TYPE=home,PNG;ENCODING=b:iVBORw0KGgo")
    assert lines(photo, version="4.0")[0].startswith("PHOTO;TYPE=home:data:image/png;base64,iVBORw0KGgo")


def test_an_old_picture_becomes_a_uri_with_its_type() -> None:
    old = Property("", "PHOTO", (("TYPE", ("JPEG",)), ("ENCODING", ("b",))), "/9j/AAAA")
    assert lines(old) == ["PHOTO;TYPE=JPEG;ENCODING=b:/9j/AAAA"]
    assert lines(old, version="4.0") == ["PHOTO:data:image/jpeg;base64,/9j/AAAA"]


def test_base64_that_cannot_be_read_is_written_as_it_came() -> None:
    broken = Property("", "PHOTO", (("TYPE", ("JPEG",)), ("ENCODING", ("b",))), "AAAAA")
    assert lines(broken, version="4.0") == ["PHOTO;TYPE=JPEG;ENCODING=b:AAAAA"]


def test_preference_is_a_type_in_3_and_a_parameter_in_4() -> None:
    third = Property("", "TEL", (("TYPE", ("HOME", "pref")),), "1")
    fourth = Property("", "TEL", (("PREF", ("1",)), ("TYPE", ("home",))), "1")
    second = Property("", "TEL", (("PREF", ("2",)),), "1")
    assert lines(third, version="4.0") == ["TEL;TYPE=HOME;PREF=1:1"]
    assert lines(fourth) == ["TEL;TYPE=home,pref:1"]
    assert lines(second) == ["TEL;PREF=2:1"]


def test_the_version_and_the_marks_are_not_written_twice() -> None:
    given = [Property("", name, (), "VCARD") for name in ("BEGIN", "VERSION", "END")]
    assert lines(*given, text_property("FN", "A")) == ["FN:A"]


def test_an_old_card_comes_out_right_in_the_new_versions() -> None:
    card = the_card("outlook-windows-1252")
    written = card_text(card.properties, "4.0").replace("\r\n ", "")
    assert "N:Chénier;André;;M.;\r\n" in written
    assert "NOTE:Première ligne\\nSeconde; avec\\, ponctuation\\n\r\n" in written
    assert "EMAIL;TYPE=INTERNET;PREF=1:andre@exemple.fr\r\n" in written
    assert "QUOTED-PRINTABLE" not in written
    assert "Windows" not in written


@pytest.mark.parametrize(
    "name", ["android-utf8", "outlook-windows-1252", "macos", "google", "evolution", "version-4-person"]
)
def test_another_reader_finds_the_same_in_what_is_written(name: str) -> None:
    card = the_card(name)
    other = vobject.readOne(io.StringIO(card_text(card.properties, "3.0")))
    for field in ("fn", "note", "title", "uid"):
        own = card.first(field.upper())
        if own:
            assert other.getChildValue(field) == own.text
    family, given = (*card.first("N").parts(), "")[:2]
    assert (other.n.value.family, other.n.value.given) == (family, given)
    assert [one.value for one in other.contents.get("tel", [])] == [one.text for one in card.all("TEL")]


def test_a_name_longer_than_a_line_is_no_more_of_the_picture_before_it(tmp_path: Path) -> None:
    properties = [
        Property("", "PHOTO", (("ENCODING", ("b",)), ("TYPE", ("PNG",))), PIXEL),
        Property("", "TEL" * 31, (("TYPE", ("HOME",)),), "2"),
    ]
    (card,) = read(tmp_path, card_text(properties, "3.0"))
    assert [(one.name, one.value) for one in card.properties[-2:]] == [
        (one.name, one.value) for one in properties
    ]
