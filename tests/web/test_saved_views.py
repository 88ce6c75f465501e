"""A saved view is an address under a name: personal, kept, changed and dropped."""

import pytest

from carnet.workspace.models import SavedView
from tests.web import world


@pytest.fixture
def view(client, camille):
    client.force_login(camille.user)
    world.account(camille)
    client.post("/views/", {"page": "accounts", "name": "Lyon", "query": "city=Lyon"})
    return SavedView.objects.get()


def test_a_saved_view_is_a_tab_and_an_entry_of_the_sidebar(client, view):
    page = client.get("/accounts/").content.decode()
    assert page.count(f"/accounts/?city=Lyon&amp;view={view.pk}") == 2


def test_a_changed_view_offers_to_be_kept_or_given_up(client, view):
    page = client.get(f"/accounts/?city=Lyon&kind=client&view={view.pk}").content.decode()
    assert 'name="query" value="city=Lyon&amp;kind=client"' in page
    unchanged = client.get(f"/accounts/?city=Lyon&view={view.pk}").content.decode()
    assert f'action="/views/{view.pk}/"' in unchanged


def test_saving_under_the_same_name_replaces_the_view(client, view):
    client.post("/views/", {"page": "accounts", "name": "Lyon", "query": "city=Paris"})
    assert SavedView.objects.get().query == "city=Paris"


def test_a_view_is_dropped_by_its_owner_alone(client, view, bruno):
    client.force_login(bruno.user)
    assert client.post(f"/views/{view.pk}/").status_code == 404
    assert SavedView.objects.exists()
    client.force_login(view.user)
    assert client.post(f"/views/{view.pk}/").status_code == 303
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("data", [{"page": "nowhere", "name": "x"}, {"page": "accounts", "name": ""}])
def test_a_view_of_no_page_or_no_name_is_refused(client, view, data):
    assert client.post("/views/", data).status_code in (405, 422)
    assert SavedView.objects.count() == 1


def test_a_reader_keeps_views_of_their_own(client, lecteur):
    client.force_login(lecteur.user)
    assert client.post("/views/", {"page": "accounts", "name": "A", "query": "q=a"}).status_code == 303
