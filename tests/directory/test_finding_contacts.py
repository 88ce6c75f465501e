"""Finding companies and people: every word, in parts, without case or accents; duplicates announced."""

import pytest

from carnet.directory import actions, queries
from tests.web import world


@pytest.fixture
def elise(bruno):
    account = world.account(bruno, "L’Atelier Bérénice", city="Saint-Étienne", siren="732829320")
    return world.contact(
        bruno,
        "Pérrin",
        first_name="Élise",
        account=account,
        emails=["e.perrin@studio.example", "perso@maison.example"],
        phones=["+33 6 12 34 56 78"],
        addresses=[{"city": "Nîmes"}],
    )


@pytest.mark.parametrize(
    "query",
    ["elise", "PERRIN élise", "lise", "06.12.34", "0612345678", "+33612345678", "perso@maison", "nimes",
     "berenice perrin", "l'atelier", "elise 0612345678", ""],
)  # fmt: skip
def test_a_contact_is_found(query, elise, bruno):
    assert list(queries.contacts_matching(queries.visible_contacts(bruno.viewer), query)) == [elise]


@pytest.mark.parametrize("query", ["elise morel", "%", "_", "\\", "0712345678", "'"])
def test_a_contact_is_not_found_by_what_it_does_not_hold(query, elise, bruno):
    found = queries.contacts_matching(queries.visible_contacts(bruno.viewer), query)
    assert found.exists() is (query == "'")  # the apostrophe of the company's name


@pytest.mark.parametrize("query", ["atelier berenice", "SAINT-etienne", "732829320"])
def test_an_account_is_found(query, elise, bruno):
    assert queries.accounts_matching(queries.visible_accounts(bruno.viewer), query).count() == 1


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ({"name": "elise perrin"}, 1),
        ({"name": "ÉLISE PÉRRIN"}, 1),
        ({"name": "Elise"}, 1),
        ({"name": "lise perrin"}, 0),
        ({"email": "E.Perrin@Studio.example"}, 1),
        ({"phone": "06 12 34 56 78"}, 1),
        ({"phone": "06 12"}, 0),
        ({"name": "  ", "email": "", "phone": ""}, 0),
    ],
)
def test_a_possible_duplicate_is_announced_alike_on_both_engines(typed, count, elise, bruno):
    assert queries.contacts_like(bruno.viewer, **typed).count() == count


def test_a_company_is_a_possible_duplicate_by_its_letters(elise, bruno):
    assert queries.accounts_like(bruno.viewer, "l'atelier BERENICE").count() == 1
    assert queries.accounts_like(bruno.viewer, "").count() == 0


def test_an_edit_is_found_under_its_new_words_only(elise, bruno):
    actions.update_contact(contact=elise, values={"last_name": "Morel", "emails": []}, actor=bruno.actor)
    rows = queries.visible_contacts(bruno.viewer)
    assert queries.contacts_matching(rows, "morel").exists()
    assert not queries.contacts_matching(rows, "perrin").exists()
