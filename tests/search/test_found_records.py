"""Search finds every kind by every word, beginnings of names first, and nothing the viewer may not open."""

import pytest

from carnet.search.queries import found
from tests.web import world


@pytest.fixture
def records(camille):
    account = world.account(camille, "Maison Berliet", city="Lyon")
    contact = world.contact(
        camille, "Perrin", first_name="Élodie", account=account, phones=["+33 6 12 34 56 78"]
    )
    world.deal(camille, "Campagne Berliet", account=account, amount=123_450, reference="B-1")
    world.activity(camille, "Appeler Berliet", contact=contact)
    world.product(camille, "Plaque Berliet", reference="PB", list_price=1995)
    world.store(camille, "Berliet-Bellecour", city="Lyon")


def test_every_kind_is_found(camille, records):
    kinds = [hit.kind for hit in found(camille.viewer, "berliet")]
    assert kinds == ["contact", "account", "deal", "activity", "product", "store"]


@pytest.mark.parametrize(
    "query", ["elodie", "ÉLODIE perrin", "0612345678", "06 12 34 56 78", "+33612345678", "perrin lyon"]
)
def test_a_contact_is_found_however_it_is_written(camille, records, query):
    assert ("contact", "Élodie Perrin") in [(hit.kind, hit.name) for hit in found(camille.viewer, query)]


def test_the_beginning_of_a_name_goes_first(camille):
    for name in ("Cave Morel", "Morel et Fils", "Groupe Amorel"):
        world.account(camille, name)
    names = [hit.name for hit in found(camille.viewer, "morel")]
    assert names == ["Morel et Fils", "Cave Morel", "Groupe Amorel"]


def test_one_kind_never_hides_the_others(camille):
    for number in range(30):
        world.contact(camille, f"Morel {number}")
    world.store(camille, "Morel")
    hits = found(camille.viewer, "morel", limit=5)
    assert [hit.kind for hit in hits] == ["contact"] * 4 + ["store"]


def test_nothing_is_found_that_one_may_not_open(bruno, chloe, helene):
    world.account(bruno, "Secret", owner=bruno.member, is_private=True)
    world.deal(bruno, "Secret", agent=bruno.member)
    world.activity(bruno, "Secret", owner=bruno.member)
    assert [len(found(person.viewer, "secret")) for person in (chloe, bruno, helene)] == [0, 3, 3]


@pytest.mark.parametrize(
    ("query", "limit"), [("", 5), ("  ", 5), ("\x00", 5), ("berliet", 0), ("berliet", -1)]
)
def test_no_words_or_no_room_find_nothing(camille, records, query, limit):
    assert found(camille.viewer, query, limit) == []


def test_the_fact_one_looks_for_comes_along(camille, records):
    extras = {hit.kind: hit.extra for hit in found(camille.viewer, "berliet")}
    assert extras["deal"] == {"amount": 123_450, "reference": "B-1"}
    assert extras["contact"]["phone"] == "+33 6 12 34 56 78"
