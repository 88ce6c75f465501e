"""No property is lost between reading and writing, in either version."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.interchange.vcard.card import Card, Property
from carnet.interchange.vcard.escapes import unescaped
from carnet.interchange.vcard.write import card_text
from tests.interchange.vcard.reading import CORPUS, corpus, read

SLOW_DISK = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TOKENS = st.from_regex(r"[A-Z][A-Z0-9-]{0,9}", fullmatch=True)
NAMES = st.sampled_from(
    "FN N NOTE TEL EMAIL ADR ORG URL PHOTO X-A X-ABLABEL CATEGORIES AGENT".split()
) | TOKENS.map("X-{}".format)
# Whatever a database may hold; a null character and half a letter it cannot.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120)
PARAM_NAMES = TOKENS.filter(
    lambda name: name not in {"TYPE", "PREF", "ENCODING", "CHARSET", "VALUE", "MEDIATYPE"}
)
PARAMS = st.lists(
    st.tuples(PARAM_NAMES, st.lists(TEXTS, min_size=1, max_size=3).map(tuple)),
    max_size=3,
    unique_by=lambda one: one[0],
)
TYPES = st.lists(st.sampled_from("home work cell pref fax VOICE x-a".split()), max_size=3).map(tuple)


@st.composite
def properties(draw) -> Property:
    params = tuple(draw(PARAMS))
    types = draw(TYPES)
    if types:
        params = (("TYPE", types), *params)
    return Property(draw(st.sampled_from(["", "item1", "a.b"])), draw(NAMES), params, draw(TEXTS))


SINGLE = {"FN", "NOTE"}  # in these a comma is a letter, escaped or not
FORMATS = {"png", "jpeg", "gif", "pgp", "wave", "svg+xml"}


def on_one_line(text: str, mark: str) -> str:
    return text.replace("\r\n", mark).replace("\r", mark).replace("\n", mark)


def meaning(one: Property):
    """What a property says, in whichever version it is written."""
    kept = {name: values for name, values in one.params if name not in {"TYPE", "PREF", "ENCODING"}}
    params = {name: [on_one_line(value, "\n") for value in values] for name, values in kept.items()}
    types = one.types - FORMATS - {"pref"}
    preference = ("1",) if one.is_preferred else one.param("PREF")
    value = on_one_line(one.value, "\\n")
    text = unescaped(value) if one.name in SINGLE else value
    return one.group, one.name, params, types, preference, one.inline or text


def reread(folder, given: list[Property], version) -> list[Property]:
    (card,) = read(folder, card_text(given, version))
    assert card.problems == () or any(one.name == "PHOTO" for one in given)
    return list(card.properties)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.vcf")), ids=lambda path: path.stem)
def test_every_card_of_the_corpus_comes_back_as_it_went(path, version, tmp_path) -> None:
    for card in corpus(path.stem):
        if isinstance(card, Card):
            back = reread(tmp_path, list(card.properties), version)
            assert list(map(meaning, back)) == list(map(meaning, card.properties))


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@SLOW_DISK
@given(st.lists(properties(), min_size=1, max_size=4))
def test_any_properties_come_back_as_they_went(tmp_path, version, given) -> None:
    assert list(map(meaning, reread(tmp_path, given, version))) == list(map(meaning, given))


@SLOW_DISK
@given(st.lists(properties(), min_size=1, max_size=4))
def test_what_was_read_is_written_and_read_without_any_change(tmp_path, given) -> None:
    once = reread(tmp_path, given, "3.0")
    assert reread(tmp_path, once, "3.0") == once


@given(properties())
@settings(max_examples=50)
def test_a_record_keeps_a_property_as_it_is(given: Property) -> None:
    assert Property.from_json(given.as_json()) == given


def test_what_a_record_keeps_is_short() -> None:
    assert Property("", "X-A", (), "b").as_json() == {"name": "X-A", "value": "b"}
    assert Property("item1", "TEL", (("TYPE", ("home",)),), "1").as_json() == {
        "group": "item1",
        "name": "TEL",
        "params": [["TYPE", ["home"]]],
        "value": "1",
    }


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_in_a_card_are_read_or_refused(tmp_path, end, content) -> None:
    cards = read(
        tmp_path, b"BEGIN:VCARD" + end.encode() + content + end.encode() + b"END:VCARD" + end.encode()
    )
    for card in cards:
        if isinstance(card, Card):
            card_text(card.properties, "3.0").encode("utf-8")
