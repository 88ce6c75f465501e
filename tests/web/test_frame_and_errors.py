"""The frame leads to what exists and counts what one may open; refusals and errors are pages."""

import re

import pytest
from django.test import Client

from tests.web import world


def test_the_frame_counts_what_the_viewer_may_open(client, bruno, chloe):
    world.account(bruno, owner=bruno.member, is_private=True)
    world.account(bruno)
    counts = []
    for person in (bruno, chloe):
        client.force_login(person.user)
        entry = re.search(r'<a href="/accounts/".*?</a>', client.get("/sales/").content.decode(), re.DOTALL)[
            0
        ]
        counts.append(re.search(r'class="count[^"]*">(\d+)<', entry)[1])
    assert counts == ["2", "1"]


def test_the_entry_of_the_page_is_current(client, camille):
    client.force_login(camille.user)
    page = client.get("/contacts/").content.decode()
    assert re.findall(r'<a href="(/[a-z]*/)" aria-current="page"', page)[0] == "/contacts/"


def test_every_entry_leads_to_a_page(client, camille):
    client.force_login(camille.user)
    nav = re.search(r'<nav class="nav".*?</nav>', client.get("/sales/").content.decode(), re.DOTALL)[0]
    addresses = re.findall(r'href="([^"]+)"', nav)
    assert len(addresses) >= 6
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_a_missing_page_says_so(client, camille):
    client.force_login(camille.user)
    answer = client.get("/accounts/999/")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in answer.content.decode()


def test_a_refusal_is_a_page_with_its_sentence(client, lecteur):
    client.force_login(lecteur.user)
    answer = client.get("/accounts/new/")
    assert answer.status_code == 403
    assert "<h1" in answer.content.decode() or 'class="empty"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/accounts/new/", "/accounts/bulk/", "/views/"])
def test_a_form_without_its_token_is_refused(camille, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(camille.user)
    answer = client.post(address, {"name": "x"})
    assert answer.status_code == 403
    assert "formulaire" in answer.content.decode()


def test_a_failure_shows_a_page_and_no_detail(client, camille, monkeypatch):
    client.force_login(camille.user)
    monkeypatch.setattr("carnet.web.record_urls.show", lambda *_: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/accounts/")
    assert answer.status_code == 500
    assert "division" not in answer.content.decode()
