"""Any card at all: it becomes a record or is refused with a sentence, and says again all it said."""

from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.directory.actions import new_account, new_contact
from carnet.directory.models import Account
from carnet.interchange.cards.lines import lines_of
from carnet.interchange.cards.out import card_of
from carnet.interchange.cards.table import mapped_card
from carnet.interchange.vcard.card import Card, Property
from carnet.interchange.vcard.grammar import parsed
from carnet.journal import changes
from tests.interchange.cards.rounds import said

WORDS = st.text(alphabet=st.sampled_from("aÉ7 @.:;,\\n\\\\-+/'\"\t漢\u2028"), max_size=12)
NAMES = st.sampled_from(
    "N FN NICKNAME TITLE ORG EMAIL TEL ADR URL BDAY CATEGORIES NOTE UID PHOTO KIND X-ABSHOWAS REV".split()
)
PARAMS = st.lists(
    st.tuples(
        st.sampled_from(["TYPE", "X-ID", "LANGUAGE", "ENCODING", "X-APPLE-OMIT-YEAR"]),
        st.tuples(st.sampled_from(["home", "WORK", "pref", "b", "1604", "été"])),
    ),
    max_size=2,
    unique_by=lambda pair: pair[0],
)
PROPERTIES = st.builds(
    Property,
    st.sampled_from(["", "", "item1", "item2"]),
    st.one_of(NAMES, st.just("X-ABLABEL")),
    PARAMS.map(tuple),
    st.one_of(WORDS, st.sampled_from(["a@b.example", "0612345678", "19840509", "http://a.example", "x;y;z"])),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PROPERTIES, max_size=8))
def test_every_card_is_mapped_to_values_its_record_can_hold_and_back(properties):
    card = Card(1, "3.0", tuple(properties), "")
    mapped = mapped_card(card)
    if mapped is None:
        return
    values = {name: value for name, value in mapped.values.items() if name != "account"}
    record = new_account(values) if mapped.is_company else new_contact(values)
    changes.check(record)
    if not mapped.is_company and "account" in mapped.values:
        record.account = Account(name=mapped.values["account"])
    text = card_of(record, {}, "3.0")
    assert text.startswith("BEGIN:VCARD\r\n")
    again = _again(text)
    assert [line for line in lines_of(card) if line.name != "PHOTO" and said(line) not in again] == []


def _again(text: str) -> set[object]:
    """What the card says when it is read again, without a file between."""
    lines = [line for line in text.replace("\r\n ", "").split("\r\n") if line]
    return {said(line) for line in lines_of(Card(1, "3.0", tuple(map(_property, lines)), ""))}


def _property(line: str) -> Property:
    taken = parsed(line.encode(), fallback="utf-8")
    assert taken is not None
    params = tuple((name, tuple(values)) for name, values in taken.params.items() if values)
    return Property(taken.group, taken.name, params, taken.value.decode())
