"""A stranger is led to the log-in, an outsider gets 404, a reader reads and cannot write."""

import pytest

from carnet.journal.models import JournalLine
from tests.web import world

KINDS = sorted(world.MAKERS)
WRITING = ["edit/", "delete/"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_reads_every_page(client, camille, lecteur, kind):
    record = world.MAKERS[kind](camille)
    client.force_login(lecteur.user)
    for address in (f"/{kind}/", f"/{kind}/{record.pk}/", f"/{kind}/{record.pk}/?panel=1"):
        page = client.get(address)
        assert page.status_code == 200
        assert b"/edit/" not in page.content
        assert b"/new/" not in page.content


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_changes_nothing(client, camille, lecteur, kind):
    record = world.MAKERS[kind](camille)
    lines = JournalLine.objects.count()
    client.force_login(lecteur.user)
    addresses = [f"/{kind}/new/", f"/{kind}/bulk/", *(f"/{kind}/{record.pk}/{page}" for page in WRITING)]
    assert [client.post(address, {"name": "x", "pk": record.pk}).status_code for address in addresses] == [
        403
    ] * 4
    assert client.get(f"/{kind}/new/").status_code == 403
    assert client.get(f"/{kind}/{record.pk}/edit/").status_code == 403
    assert JournalLine.objects.count() == lines


@pytest.mark.parametrize("kind", ["accounts", "contacts", "sales"])
def test_an_outsider_gets_404_on_every_page_of_a_record(client, bruno, chloe, kind):
    private = {} if kind == "sales" else {"is_private": True}
    record = world.MAKERS[kind](bruno, owner=bruno.member, **private)
    client.force_login(chloe.user)
    base = f"/{kind}/{record.pk}/"
    field = "reference" if kind == "sales" else "source"
    assert [client.get(base + page).status_code for page in ("", "?panel=1", "edit/", f"field/{field}/")] == [
        404
    ] * 4
    assert [client.post(base + page).status_code for page in ("edit/", "delete/", f"field/{field}/")] == [
        404
    ] * 3
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("kind", ["accounts", "contacts", "sales"])
def test_what_one_may_not_open_one_may_not_count(client, bruno, chloe, helene, kind):
    private = {} if kind == "sales" else {"is_private": True}
    world.MAKERS[kind](bruno, owner=bruno.member, **private)
    seen = {}
    for person in (chloe, bruno, helene):
        client.force_login(person.user)
        seen[person.user.name] = client.get(f"/{kind}/").content.count(b"data-row>")
    assert seen == {"Chloé": 0, "Bruno": 1, "Hélène": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_is_led_to_the_log_in(client, camille, kind):
    record = world.MAKERS[kind](camille)
    for address in (
        f"/{kind}/",
        f"/{kind}/{record.pk}/",
        f"/{kind}/new/",
        "/search/?q=a",
        "/search/choices/accounts/",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/login/")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_changed_by_looking(client, camille, kind):
    record = world.MAKERS[kind](camille)
    client.force_login(camille.user)
    assert client.get(f"/{kind}/{record.pk}/delete/").status_code == 405
    assert client.get(f"/{kind}/bulk/").status_code == 405


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pk", ["999999", "9" * 40])
def test_a_record_that_is_not_there_is_not_found(client, camille, kind, pk):
    client.force_login(camille.user)
    assert client.get(f"/{kind}/{pk}/").status_code == 404


def test_linked_records_of_others_stay_hidden(client, bruno, chloe):
    account = world.account(bruno, "Partagé")
    world.deal(bruno, "Affaire secrète", account=account, agent=bruno.member, amount=123_400)
    world.contact(bruno, "Cachette", account=account, owner=bruno.member, is_private=True)
    world.activity(bruno, "Appel secret", account=account, owner=bruno.member, status="done")
    client.force_login(chloe.user)
    page = client.get(f"/accounts/{account.pk}/").content.decode() + client.get("/accounts/").content.decode()
    assert "secr" not in page
    assert "Cachette" not in page
    assert "1\u00a0234" not in page
