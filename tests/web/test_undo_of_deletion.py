"""A deleted record comes back with its id, values and links, for the one who deleted it, for a while."""

import re

import pytest

from carnet.directory.models import Account, Contact
from carnet.journal.models import JournalLine
from tests.web import world


@pytest.fixture
def deleted(client, camille):
    """An account with a contact and a subsidiary, deleted by its page: (account, contact, undo address)."""
    client.force_login(camille.user)
    account = world.account(camille, city="Lyon", annual_revenue=123_450, tags=["vip"])
    contact = world.contact(camille, account=account)
    world.account(camille, "Filiale", parent=account)
    page = client.post(f"/accounts/{account.pk}/delete/", follow=True).content.decode()
    return account, contact, re.search(r'hx-post="(/undo/[^"]+)"', page)[1]


def test_the_record_comes_back_as_it_was(client, deleted):
    account, _contact, undo = deleted
    assert not Account.objects.filter(pk=account.pk).exists()
    client.post(undo)
    found = Account.objects.get(pk=account.pk)
    assert (found.name, found.city, found.annual_revenue, found.tags) == (
        "Maison Berliet",
        "Lyon",
        123_450,
        ["vip"],
    )
    assert (found.match_key, found.created_at) == (account.match_key, account.created_at)


def test_what_pointed_to_it_points_to_it_again(client, deleted):
    account, contact, undo = deleted
    assert Contact.objects.get(pk=contact.pk).account is None
    client.post(undo)
    assert Contact.objects.get(pk=contact.pk).account_id == account.pk
    assert Account.objects.get(name="Filiale").parent_id == account.pk


def test_a_page_open_from_before_is_stale(client, deleted):
    account, _contact, undo = deleted
    client.post(undo)
    assert Account.objects.get(pk=account.pk).version > account.version
    answer = client.post(f"/accounts/{account.pk}/edit/", {"version": 1, "name": "Autre", "kind": "client"})
    assert answer.status_code == 409


def test_the_return_has_its_line_in_the_journal(client, deleted):
    client.post(deleted[2])
    verbs = JournalLine.objects.filter(object_id=deleted[0].pk, kind="directory.account").order_by("id")
    assert [line.action.rsplit(".")[-1] for line in verbs] == ["created", "deleted", "restored"]


def test_a_second_undo_is_a_conflict(client, deleted):
    client.post(deleted[2])
    assert client.post(deleted[2]).status_code == 409


def test_nobody_else_can_undo_it(client, deleted, helene, lecteur):
    for person, status in ((helene, 404), (lecteur, 403)):
        client.force_login(person.user)
        assert client.post(deleted[2]).status_code == status
    assert not Account.objects.filter(pk=deleted[0].pk).exists()


@pytest.mark.parametrize("token", ["x", "WzEsWzFdXQ:1abc:xyz"])
def test_an_address_that_was_not_made_here_is_not_found(client, deleted, token):
    assert client.post(f"/undo/{token}/").status_code == 404


@pytest.mark.parametrize("kind", ["contacts", "products", "stores", "sales"])
def test_every_kind_comes_back(client, camille, kind):
    client.force_login(camille.user)
    record = world.MAKERS[kind](camille)
    page = client.post(f"/{kind}/{record.pk}/delete/", follow=True).content.decode()
    client.post(re.search(r'hx-post="(/undo/[^"]+)"', page)[1])
    found = type(record).objects.get(pk=record.pk)
    same = [
        field.attname for field in record._meta.concrete_fields if field.name not in ("version", "updated_at")
    ]
    assert [getattr(found, name) for name in same] == [getattr(record, name) for name in same]
