"""The cards that programs of the last twenty years wrote are read: how many, whose, and what of them."""

import pytest

from carnet.interchange.vcard.card import Card
from carnet.interchange.vcard.read import cards_of
from carnet.interchange.vcard.write import card_text
from tests.interchange.vcard.reading import names, read

WHOSE = {
    "John_Doe_ANDROID.vcf": ["", "", "Ñ Ñ Ñ Ñ Ñ ", "Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ", "Ñ Ñ Ñ Ñ ", "ÑÑÑÑ"],
    "John_Doe_BLACK_BERRY.vcf": ["John Doe"],
    "John_Doe_EVOLUTION.vcf": ["Mr. John Richter, James Doe Sr."],
    "John_Doe_GMAIL.vcf": ["Mr. John Richter, James Doe Sr."],
    "John_Doe_IPHONE.vcf": ["Mr. John Richter James Doe Sr."],
    "John_Doe_LOTUS_NOTES.vcf": ["Mr. Doe John I Johny"],
    "John_Doe_MAC_ADDRESS_BOOK.vcf": ["Mr. John Richter,James Doe Sr."],
    "John_Doe_MS_OUTLOOK.vcf": ["Mr. John Richter James Doe Sr."],
    "fullcontact.vcf": ["Prefix FirstName MiddleName LastName Suffix"],
    "gmail-list.vcf": ["Arnold Smith", "Chris Beatle", "Doug White"],
    "gmail-single.vcf": ["Greg Dartmouth"],
    "gmail-single2.vcf": ["VCard Test"],
    "issue114.vcf": ["Dummy, Dummy"],
    "outlook-2003.vcf": ["John Doe III"],
    "outlook-2007.vcf": ["Mr. Michael Angstadt Jr."],
    "rfc2426-example.vcf": ["Frank Dawson", "Tim Howes"],
    "rfc6350-example.vcf": ["Simon Perreault"],
    "thunderbird-MoreFunctionsForAddressBook-extension.vcf": ["John Doe"],
}
# One photo cut short by whoever made its names unreadable, one letter cut in two by its program.
PROBLEMS = {"John_Doe_ANDROID.vcf": 2}
TEXTS = [
    ("John_Doe_ANDROID.vcf", 0, "EMAIL", "john.doe@company.com"),
    ("John_Doe_ANDROID.vcf", 3, "TEL", "123456"),
    ("John_Doe_EVOLUTION.vcf", 0, "X-AIM", "johnny5@aol.com"),
    ("John_Doe_GMAIL.vcf", 0, "URL", "http://www.ibm.com"),
    ("John_Doe_IPHONE.vcf", 0, "X-ABADR", "Silicon Alley"),
    ("John_Doe_LOTUS_NOTES.vcf", 0, "UID", "0e7602cc-443e-4b82-b4b1-90f62f99a199"),
    ("John_Doe_MS_OUTLOOK.vcf", 0, "TITLE", "Money Counter"),
    (
        "gmail-single.vcf",
        0,
        "NOTE",
        "This is GMail's note field.\nIt should be added as a NOTE type.\nACustomField: CustomField",
    ),
    ("outlook-2003.vcf", 0, "NOTE", "This is the note field!!\nSecond line\n\nThird line is empty\n"),
    ("outlook-2003.vcf", 0, "LABEL", "TheOffice\n123 Main St\nAustin, TX 12345\nUnited States of America"),
    ("outlook-2007.vcf", 0, "LABEL", "222 Broadway\nNew York, NY 99999\nUSA"),
    ("rfc6350-example.vcf", 0, "KEY", "http://www.viagenie.ca/simon.perreault/simon.asc"),
]
PARTS = [
    ("John_Doe_BLACK_BERRY.vcf", "N", ["Doe", "john", "", "", ""]),
    ("John_Doe_EVOLUTION.vcf", "N", ["Doe", "John", "Richter, James", "Mr.", "Sr."]),
    ("John_Doe_EVOLUTION.vcf", "ORG", ["IBM", "Accounting", "Dungeon"]),
    ("John_Doe_IPHONE.vcf", "N", ["Doe", "John", "Richter,James", "Mr.", "Sr."]),
    ("outlook-2003.vcf", "ORG", ["Company, The", "TheDepartment"]),
    ("outlook-2007.vcf", "N", ["Angstadt", "Michael", "", "Mr.", "Jr."]),
    (
        "rfc6350-example.vcf",
        "ADR",
        ["", "Suite D2-630", "2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada"],
    ),
    (
        "thunderbird-MoreFunctionsForAddressBook-extension.vcf",
        "ADR",
        ["", "222 Broadway", "Suite 100", "New York", "NY", "98765", "USA"],
    ),
]
PHOTOS = {
    "John_Doe_BLACK_BERRY.vcf",
    "John_Doe_IPHONE.vcf",
    "John_Doe_LOTUS_NOTES.vcf",
    "John_Doe_MAC_ADDRESS_BOOK.vcf",
    "John_Doe_MS_OUTLOOK.vcf",
    "outlook-2007.vcf",
    "thunderbird-MoreFunctionsForAddressBook-extension.vcf",
}


@pytest.fixture
def cards(data):
    def of(name: str) -> list[Card]:
        return list(cards_of(data / "vcards" / name))

    return of


def test_every_file_is_known_here(data) -> None:
    assert {path.name for path in (data / "vcards").glob("*.vcf")} == set(WHOSE)


@pytest.mark.parametrize("name", WHOSE)
def test_every_card_is_read(cards, name: str) -> None:
    found = cards(name)
    assert names(found) == WHOSE[name]
    assert sum(len(one.problems) for one in found) == PROBLEMS.get(name, 0)


@pytest.mark.parametrize(("name", "position", "field", "expected"), TEXTS)
def test_a_text_of_a_card_is_read(cards, name: str, position: int, field: str, expected: str) -> None:
    assert cards(name)[position].first(field).text == expected


@pytest.mark.parametrize(("name", "field", "expected"), PARTS)
def test_the_parts_of_a_card_are_read(cards, name: str, field: str, expected: list[str]) -> None:
    assert cards(name)[0].first(field).parts() == expected


def test_photos_are_read_in_every_form(cards) -> None:
    for name in PHOTOS:
        inline = cards(name)[0].first("PHOTO").inline
        assert (inline.media_type, inline.content[:2]) == ("image/jpeg", b"\xff\xd8"), name


def test_labels_of_apple_and_google_belong_to_their_lines(cards) -> None:
    (card,) = cards("gmail-single2.vcf")
    relatives = {card.label_of(one): one.text for one in card.all("X-ABRELATEDNAMES")}
    assert (relatives["spouse"], relatives["DOMESTIC_PARTNER"], relatives[""]) == ("Name2", "Name15", "Name1")


@pytest.mark.parametrize("name", WHOSE)
def test_no_property_is_lost_in_writing(cards, tmp_path, name: str) -> None:
    for card in cards(name):
        for version in ("3.0", "4.0"):
            (back,) = read(tmp_path, card_text(card.properties, version))
            assert [one.name for one in back.properties] == [one.name for one in card.properties]
            assert [one.inline or one.value for one in back.properties] == [
                one.inline or one.value for one in card.properties
            ]
