"""What Apple, Google, Notes and Evolution write is read as they mean it."""

import pytest

from tests.interchange.vcard.reading import corpus, the_card


def labelled(name: str) -> dict[str, str]:
    card = the_card(name)
    return {
        card.label_of(one): one.text
        for one in card.properties
        if one.group and not one.name.startswith("X-ABL")
    }


def test_the_labels_of_a_group_belong_to_its_properties() -> None:
    known = labelled("macos")
    assert known["Atelier du fond"] == "+33 6 00 00 00 00"
    assert known["other"] == "ines@exemple.fr"
    assert known["homepage"] == "http://roux.example"
    assert known["father"] == "Jules Roux"
    assert known["anniversary"] == "2010-06-12"


def test_a_property_without_a_group_has_no_label() -> None:
    card = the_card("macos")
    assert [card.label_of(one) for one in card.all("TEL")] == ["Atelier du fond", ""]


def test_the_case_of_a_group_does_not_count() -> None:
    assert labelled("phonetic-and-related")["spouse"] == "Nour"


TEXTS = [
    ("macos", "PRODID", "-//Apple Inc.//macOS 14.0//EN"),
    ("macos", "NICKNAME", "Nessie"),
    ("macos", "X-ABADR", "fr"),
    ("macos", "X-APPLE-SUBADMINISTRATIVEAREA", "Rhône"),
    ("macos", "X-SOCIALPROFILE", "https://linkedin.example/in/ines"),
    ("macos", "IMPP", "skype:ines.roux"),
    ("macos", "X-IMAGETYPE", "PHOTO"),
    ("macos", "X-IMAGEHASH", "gXy9QYYgWXZhYqUw2Q7rIg=="),
    ("macos", "X-ABUID", "5AD380FD-B2DE-4261-BA99-DE1D1DB52FBE:ABPerson"),
    ("macos", "UID", "5ad380fd-b2de-4261-ba99-de1d1db52fbe"),
    ("apple-company", "X-ABSHOWAS", "COMPANY"),
    ("apple-company", "FN", "Galerie du Pont"),
    ("apple-group", "X-ADDRESSBOOKSERVER-KIND", "group"),
    ("apple-quoted-location", "X-APPLE-STRUCTURED-LOCATION", "geo:45.72,5.08"),
    ("phonetic-and-related", "X-PHONETIC-FIRST-NAME", "Lé-o"),
    ("phonetic-and-related", "X-MAIDENNAME", "Petit"),
    ("google", "NOTE", 'dit "oui", puis "non"\nfin'),
    ("google", "BDAY", "19790414"),
    ("google", "X-GOOGLE-FILE-AS", "Haddad"),
    ("lotus-notes", "X_LOTUS_CHARSET", "UTF-8"),
    ("lotus-notes", "X_NOTES_ID", "CN=Rita Blanc/O=Acme"),
    ("lotus-notes", "TZ", "+01:00"),
    ("lotus-notes", "CLASS", "PUBLIC"),
    ("lotus-notes", "LABEL", "Rita Blanc\n1 place Bellecour\n69002 Lyon"),
    ("evolution", "X-EVOLUTION-FILE-AS", "Petit, Olga"),
    ("evolution", "X-EVOLUTION-BLOG-URL", "http://blog.example/?a=1;b=2,3"),
]
PARTS = [
    ("macos", "N", ["Roux", "Inès", "Marie,Anne", "Dr.", "PhD"]),
    ("macos", "ORG", ["Studio Roux", "Photographie", ""]),
    (
        "macos",
        "ADR",
        ["", "", "5 quai Rambaud\nBât. B", "Lyon", "Auvergne-Rhône-Alpes", "69002", "France"],
    ),
    ("apple-company", "ORG", ["Galerie du Pont", ""]),
    ("apple-company", "N", ["", "", "", "", ""]),
    ("lotus-notes", "GEO", ["45.75", "4.85"]),
]
PARAMS = [
    ("macos", "BDAY", "X-APPLE-OMIT-YEAR", ("1604",)),
    ("macos", "X-SOCIALPROFILE", "X-USER", ("ines",)),
    ("macos", "IMPP", "X-SERVICE-TYPE", ("Skype",)),
    ("macos", "PHOTO", "X-ABCROP-RECTANGLE", ("ABClipRect_1&0&0&1&1&==",)),
    ("apple-quoted-location", "X-APPLE-STRUCTURED-LOCATION", "X-ADDRESS", ('Aéroport "Saint-Exupéry" Lyon',)),
    ("apple-quoted-location", "X-APPLE-STRUCTURED-LOCATION", "X-TITLE", ("Lyon: départs, arrivées",)),
    ("evolution", "EMAIL", "X-COUCHDB-UUID", ("83a7:5a5d,2777;45aa",)),
    ("evolution", "EMAIL", "TYPE", ("WORK", "pref")),
    ("evolution", "TEL", "TYPE", ("WORK", "VOICE", "MSG")),
    ("evolution", "TEL", "X-EVOLUTION-UI-SLOT", ("1",)),
    ("lotus-notes", "LABEL", "TYPE", ("HOME", "PARCEL")),
]


@pytest.mark.parametrize(("name", "field", "expected"), TEXTS)
def test_the_text_of_a_property_is_read(name: str, field: str, expected: str) -> None:
    assert the_card(name).first(field).text == expected


@pytest.mark.parametrize(("name", "field", "expected"), PARTS)
def test_the_parts_of_a_property_are_read(name: str, field: str, expected: list[str]) -> None:
    assert the_card(name).first(field).parts() == expected


@pytest.mark.parametrize(("name", "field", "param", "expected"), PARAMS)
def test_the_parameters_of_a_property_are_read(
    name: str, field: str, param: str, expected: tuple[str, ...]
) -> None:
    assert the_card(name).first(field).param(param) == expected


def test_a_picture_is_read_out_of_its_lines() -> None:
    inline = the_card("macos").first("PHOTO").inline
    assert (inline.media_type, inline.content[:4], len(inline.content)) == ("image/png", b"\x89PNG", 70)


def test_birthdays_without_a_year_stay_what_they_are() -> None:
    assert [one.first("BDAY").value for one in corpus("apple-birthday-without-year")] == [
        "1604-02-29",
        "--0509",
        "---09",
    ]


def test_the_members_of_a_group_are_all_kept() -> None:
    assert len(the_card("apple-group").all("X-ADDRESSBOOKSERVER-MEMBER")) == 2


def test_google_writes_an_eighth_part_of_an_address_and_it_stays() -> None:
    assert the_card("google").first("ADR").parts()[7] == "1 rue Haute\n3e étage\n44000 Nantes\nFR"


def test_several_cards_keep_the_lines_they_begin_on() -> None:
    cards = corpus("several-cards")
    assert [(one.line, one.first("UID").text) for one in cards] == [
        (1, "u-1"),
        (7, "u-2"),
        (13, "u-3"),
        (19, "u-4"),
        (25, "u-5"),
    ]


@pytest.mark.parametrize(
    "name",
    ["macos", "apple-company", "apple-group", "google", "lotus-notes", "evolution", "phonetic-and-related"],
)
def test_nothing_in_them_is_a_problem(name: str) -> None:
    assert the_card(name).problems == ()
