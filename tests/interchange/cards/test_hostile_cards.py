"""Cards made to hurt: each is sorted out in no time, into values its record can hold."""

from time import process_time

import pytest

from carnet.directory.actions import new_contact
from carnet.interchange.cards.merging import joined_kept
from carnet.interchange.cards.out import card_of
from carnet.interchange.cards.table import mapped_card
from carnet.interchange.vcard.card import Card, Property
from carnet.journal import changes

SECONDS = 5.0
NAME = Property("", "N", (), "Perrin;Margaux;;;")


def many(name: str, count: int, value: str = "{}", group: str = "") -> list[Property]:
    return [Property(group.format(at), name, (), value.format(at)) for at in range(count)]


CARDS = {
    "a name of blanks": [Property("", "FN", (), f"a{' ' * 60_000}b")],
    "a note of line breaks": [NAME, Property("", "NOTE", (), "\\n" * 30_000)],
    "a name of semicolons": [Property("", "N", (), f"a{';' * 60_000}")],
    "thousands of lines": [NAME, *many("A", 10_000, "")],
    "thousands of phones": many("TEL", 4_000, "1{:05d}"),
    "thousands of labels": many("X-ABLABEL", 3_000, group="item1") + many("TEL", 1, "12345", "item1"),
    "thousands of groups": many("X-ABLABEL", 1_500, "x", "i{}") + many("TEL", 1_500, "1{:05d}", "i{}"),
    "thousands of types": [Property("", "TEL", (("TYPE", tuple(f"t{at}" for at in range(5_000))),), "12345")],
    "a list of thousands": [NAME, Property("", "CATEGORIES", (), ",".join(map(str, range(9_000))))],
    "letters no column holds": [Property("", "N", (), "Per\x00rin\ud800;\x1bMargaux")],
    "a very long identifier": [NAME, Property("", "UID", (), "u" * 60_000)],
    "a very long type": [Property("", "TEL", (("TYPE", ("t" * 60_000,)),), "12345")],
}


@pytest.mark.parametrize("properties", CARDS.values(), ids=CARDS)
def test_a_card_made_to_hurt_does_not(properties):
    started = process_time()
    mapped = mapped_card(Card(1, "3.0", tuple(properties), ""))
    assert mapped is not None
    contact = new_contact(mapped.values)
    changes.check(contact)
    joined_kept(contact.kept, [*contact.kept], mapped.values)
    assert card_of(contact, {}, "3.0").count("BEGIN:VCARD") == 1
    assert process_time() - started < SECONDS
