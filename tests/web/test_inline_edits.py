"""A fact is edited where it stands: its own form, its version, both versions when someone was faster."""

import pytest

from carnet.directory.models import Account
from tests.web import world

HTMX = {"HX-Request": "true"}


@pytest.fixture
def account(client, camille):
    client.force_login(camille.user)
    return world.account(camille, city="Lyon")


def test_the_form_of_a_field_holds_this_field_alone(client, account):
    page = client.get(f"/accounts/{account.pk}/field/city/", headers=HTMX).content.decode()
    assert 'name="city" value="Lyon"' in page
    assert 'name="sector"' not in page
    assert "<html" not in page


def test_saving_answers_with_the_new_fact(client, account):
    answer = client.post(f"/accounts/{account.pk}/field/city/", {"version": 1, "city": "Paris"}, headers=HTMX)
    assert (answer.status_code, Account.objects.get().city) == (200, "Paris")
    assert "<span>Paris</span>" in answer.content.decode()


def test_the_other_fields_stay_as_they_were(client, account):
    client.post(f"/accounts/{account.pk}/field/sector/", {"version": 1, "sector": "Mode"}, headers=HTMX)
    assert (Account.objects.get().city, Account.objects.get().name) == ("Lyon", "Maison Berliet")


def test_a_stale_edit_shows_both_versions_and_changes_nothing(client, account, camille):
    world.directory.update_account(account=account, values={"city": "Grenoble"}, actor=camille.actor)
    answer = client.post(f"/accounts/{account.pk}/field/city/", {"version": 1, "city": "Paris"}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, Account.objects.get().city) == (409, "Grenoble")
    assert "Grenoble" in page
    assert 'value="Paris"' in page


def test_a_wrong_value_stays_beside_its_error(client, account):
    answer = client.post(f"/accounts/{account.pk}/field/siren/", {"version": 1, "siren": "12"}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()


def test_it_works_as_a_page_without_a_script(client, account):
    assert b"<html" in client.get(f"/accounts/{account.pk}/field/city/").content
    answer = client.post(f"/accounts/{account.pk}/field/city/", {"version": 1, "city": "Paris"})
    assert (answer.status_code, answer["Location"]) == (303, f"/accounts/{account.pk}/")


@pytest.mark.parametrize("name", ["version", "match_key", "nothing", "password"])
def test_what_is_no_field_of_the_form_is_not_found(client, account, name):
    assert client.get(f"/accounts/{account.pk}/field/{name}/").status_code == 404
