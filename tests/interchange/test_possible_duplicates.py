"""New accounts and contacts that are probably there already: found, told, merged where somebody says so."""

import pytest

from carnet.directory import actions as directory
from carnet.directory.models import Account, Contact
from carnet.interchange.actions import preview_import
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.plan import Options, sources_of
from carnet.interchange.trying import try_import
from tests.interchange.importing import counts, load

pytestmark = pytest.mark.django_db


def account(root, name, **values) -> Account:
    return directory.create_account(values={"name": name, **values}, actor=root)


def contact(root, **values) -> Contact:
    return directory.create_contact(values=values, actor=root)


def found(path, actor) -> list[tuple[int, str, str]]:
    """Line, the one there is, and why, of each possible duplicate."""
    tried = try_import(sources=sources_of([path]), options=Options(), actor=actor)
    (table,) = tried["tables"].values()
    return [(item["line"], item["ours"], item["reason"]) for item in table["duplicates"]]


def test_accounts_of_nearly_one_name_in_one_town_are_told(root, lines):
    account(root, "Marché Gourmand", city="Lyon")
    account(root, "Vidal Traiteur", city="Lyon")
    path = lines(
        "comptes.csv",
        "nom;ville",
        "Marché gourmand SARL;Lyon",
        "Vidal Traiteurs;Lyon",
        "Marché gourmand SAS;Paris",
        "Vidal Père;Lyon",
    )
    assert found(path, root) == [
        (2, "Marché Gourmand, Lyon", "name"),
        (3, "Vidal Traiteur, Lyon", "name"),
    ]


def test_people_are_told_by_phone_by_second_e_mail_and_by_initial(root, lines):
    firm = account(root, "Meunerie Vial")
    contact(root, first_name="Pascal", last_name="Vial", account=firm)
    contact(root, first_name="Jeanne", last_name="Mercier", emails=["a@m.example", "jeanne@m.example"])
    contact(root, first_name="Luc", last_name="Roy", phones=["06 39 98 00 01"])
    path = lines(
        "gens.csv",
        "prénom;nom;mail;tél;société",
        "P.;Vial;;;Meunerie Vial",
        "J.;Mercier-Blanc;jeanne@m.example;;",
        "Lucien;Leroy;;+33639980001;",
        "Paul;Vial;;;Autre maison",
    )
    assert found(path, root) == [
        (2, "Pascal Vial, Meunerie Vial", "name"),
        (3, "Jeanne Mercier", "email"),
        (4, "Luc Roy", "phone"),
    ]


def test_an_import_keeps_both_and_says_so(root, lines):
    account(root, "Marché Gourmand", city="Lyon")
    report = load(lines("comptes.csv", "nom;ville", "Marché gourmand SARL;Lyon"), actor=root)
    (warning,) = report["files"][0]["warnings"]
    assert (warning["line"], Account.objects.count()) == (2, 2)
    assert warning["message"] == (
        "“Marché gourmand SARL, Lyon” is probably “Marché Gourmand, Lyon”, which was there already:"
        " very near name. Both are kept."
    )


def test_a_dry_run_says_so_too(root, lines):
    account(root, "Marché Gourmand", city="Lyon")
    path = lines("comptes.csv", "nom;ville", "Marché gourmand SARL;Lyon")
    told = preview_import(sources=sources_of([path]), options=Options(), actor=root)
    assert told["files"] == load(path, actor=root)["files"]
    assert len(told["files"][0]["warnings"]) == 1


def test_a_row_that_is_merged_fills_the_record_and_keeps_its_name(root, lines):
    known = account(root, "Marché Gourmand", city="Lyon")
    path = lines("comptes.csv", "nom;ville;tél", "Marché gourmand SARL;Lyon;04 65 71 20 18")
    choice = TableChoice("accounts", ("name", "city", "phone"), merges={2: known.pk})
    assert counts(load(path, actor=root, choices={str(path): choice})) == [(0, 1, 0, 0)]
    known.refresh_from_db()
    assert (known.name, known.phone) == ("Marché Gourmand", "04 65 71 20 18")
    # Known from now on under the name of the file too, without anybody saying it again.
    assert counts(load(path, actor=root)) == [(0, 0, 1, 0)]
    assert Account.objects.count() == 1


def test_a_merge_into_a_record_that_is_gone_makes_a_new_one(root, lines):
    known = account(root, "Marché Gourmand", city="Lyon")
    pk = known.pk
    directory.delete_account(account=known, actor=root)
    path = lines("comptes.csv", "nom;ville", "Marché gourmand SARL;Lyon")
    choice = TableChoice("accounts", ("name", "city"), merges={2: pk})
    assert counts(load(path, actor=root, choices={str(path): choice})) == [(1, 0, 0, 0)]


def test_nothing_is_compared_where_nothing_was_there(root, lines):
    path = lines("comptes.csv", "nom;ville", "Marché gourmand;Lyon", "Marché gourmands;Lyon")
    assert found(path, root) == []
