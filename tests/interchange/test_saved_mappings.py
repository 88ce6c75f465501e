"""A mapping that was saved is used again for the same headers, in any order, by every way in."""

import pytest

from carnet.core.errors import NotAllowed
from carnet.directory.models import Account, Contact
from carnet.interchange.mapping.choices import TableChoice
from carnet.interchange.mapping.remembered import drop_mapping, fingerprint, remembered, save_mapping
from carnet.interchange.models import Mapping
from carnet.journal.models import JournalLine
from tests.interchange.importing import counts, load

pytestmark = pytest.mark.django_db
HEADERS = ["Alpha", "Beta", "Gamma"]
CHOICE = TableChoice("contacts", ("last_name", "emails:work", ""), "mdy")


def save(actor, headers=HEADERS, choice=CHOICE) -> Mapping:
    return save_mapping(headers=headers, choice=choice, title="clients.csv", actor=actor)


def test_the_same_headers_in_another_order_are_read_alike(root):
    save(root)
    assert remembered(["Gamma", "Beta", "Alpha"]) == TableChoice(
        "contacts", ("", "emails:work", "last_name"), "mdy"
    )
    assert remembered(["Alpha", "Beta"]) is None


def test_a_column_of_reasons_does_not_make_another_file(root):
    save(root)
    assert remembered([*HEADERS, "Motif du refus"]) == TableChoice("contacts", (*CHOICE.columns, ""), "mdy")


def test_equal_headers_are_told_apart_by_their_order():
    assert fingerprint(["A", "A", "B"]) != fingerprint(["A", "B"])
    assert fingerprint(["A", "B", "A"]) == fingerprint(["A", "A", "B"])


def test_a_file_of_unknown_headers_comes_in_by_the_command(root, lines):
    save(root)
    path = lines("liste.csv", "Alpha;Beta;Gamma", "Perrin;m@berliet.example;38")
    assert counts(load(path, actor=root)) == [(1, 0, 0, 0)]
    contact = Contact.objects.get()
    assert (contact.last_name, contact.emails) == (
        "Perrin",
        [{"value": "m@berliet.example", "kind": "work"}],
    )


def test_a_kind_that_is_told_goes_before_what_was_saved(root, lines):
    save(root, ["Nom", "Ville"], TableChoice("stores", ("name", "city")))
    load(lines("liste.csv", "Nom;Ville", "Bellecour;Lyon"), actor=root, kind="accounts")
    assert Account.objects.get().name == "Bellecour"


def test_saving_again_replaces_and_each_time_leaves_a_line(root):
    save(root)
    save(root, choice=TableChoice("contacts", ("first_name", "emails", "")))
    assert Mapping.objects.get().columns == {"alpha": "first_name", "beta": "emails"}
    drop_mapping(mapping=Mapping.objects.get(), actor=root)
    assert not Mapping.objects.exists()
    lines = JournalLine.objects.filter(kind="interchange.mapping").order_by("pk")
    assert [line.action for line in lines] == [
        "interchange.mapping.created",
        "interchange.mapping.updated",
        "interchange.mapping.deleted",
    ]


def test_others_than_administrators_save_nothing(bruno):
    with pytest.raises(NotAllowed):
        save(bruno.actor)
    assert not Mapping.objects.exists()
