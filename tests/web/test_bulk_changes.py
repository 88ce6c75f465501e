"""Several rows are assigned, tagged and deleted at once, each by its own rule; a deletion can be undone."""

import re

import pytest

from carnet.directory.models import Account, Contact
from carnet.journal.models import JournalLine
from tests.web import world


@pytest.fixture
def three(client, camille):
    client.force_login(camille.user)
    return [world.account(camille, name) for name in ("Un", "Deux", "Trois")]


def send(client, rows, **data):
    return client.post("/accounts/bulk/", {"pk": [row.pk for row in rows], **data}, follow=True)


def test_rows_are_assigned_to_a_member(client, three, bruno):
    send(client, three[:2], change="assign", owner=bruno.member.pk, owner_text=str(bruno.member))
    assert list(Account.objects.order_by("pk").values_list("owner", flat=True)) == [
        bruno.member.pk,
        bruno.member.pk,
        None,
    ]


def test_a_tag_is_added_once_and_removed(client, three):
    send(client, three, change="tag", tag=" VIP ")
    send(client, three[:1], change="tag", tag="VIP")
    assert [row.tags for row in Account.objects.order_by("pk")] == [["VIP"]] * 3
    send(client, three[:2], change="untag", tag="VIP")
    assert [row.tags for row in Account.objects.order_by("pk")] == [[], [], ["VIP"]]


def test_every_change_leaves_its_journal_line(client, three):
    send(client, three, change="tag", tag="VIP")
    assert JournalLine.objects.filter(action="directory.account.updated").count() == 3


def test_deleted_rows_come_back_by_the_undo(client, three):
    page = send(client, three, change="delete").content.decode()
    assert not Account.objects.exists()
    undo = re.search(r'hx-post="(/undo/[^"]+)"', page)[1]
    assert client.post(undo, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert sorted(Account.objects.values_list("pk", "name")) == sorted((row.pk, row.name) for row in three)


def test_what_depends_on_a_row_keeps_it_and_the_others_go(client, three, camille):
    world.deal(camille, account=three[0])
    page = send(client, three, change="delete").content.decode()
    assert list(Account.objects.values_list("name", flat=True)) == ["Un"]
    assert "Un" in page


@pytest.mark.parametrize("data", [{"change": "steal"}, {"change": "tag", "tag": "  "}, {}])
def test_a_change_that_is_none_is_refused(client, three, data):
    assert send(client, three, **data).status_code == 422
    assert Account.objects.count() == 3


def test_rows_one_may_not_open_are_passed_over(client, bruno, chloe, camille):
    hidden = world.contact(camille, owner=bruno.member, is_private=True)
    client.force_login(chloe.user)
    client.post("/contacts/bulk/", {"pk": [hidden.pk, "x", "9" * 30], "change": "delete"})
    assert Contact.objects.filter(pk=hidden.pk).exists()
