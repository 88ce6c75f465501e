"""Undo of an import by the page: offered, explained, chosen, done once, and told in the timelines."""

import pytest

from carnet.directory.actions import update_account
from carnet.directory.models import Account
from carnet.interchange.models import Import
from tests.interchange.importing import load, writing
from tests.interchange.undoing import business
from tests.web.pipeline import client_of

FIRST = ("nom;ville", "Maison Berliet;Nantes", "Groupe Vaise;Nantes")
SECOND = ("nom;ville", "Maison Berliet;Lyon", "Groupe Vaise;Lyon", "Atelier Neuf;Paris")


@pytest.fixture
def client(camille):
    return client_of(camille)


@pytest.fixture
def second(camille, tmp_path) -> int:
    """An import by Camille that changed two accounts and created one."""
    write = writing(tmp_path)
    load(write("a.csv", *FIRST), actor=camille.actor)
    return load(write("b.csv", *SECOND), actor=camille.actor)["import"]


def edit(person) -> None:
    update_account(
        account=Account.objects.get(name="Groupe Vaise"), values={"sector": "Mode"}, actor=person.actor
    )


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_report_offers_it_and_the_dialog_says_what_it_does(client, second):
    assert f'href="/imports/{second}/undo/"' in text(client.get(f"/imports/{second}/"))
    before = business()
    dialog = client.get(f"/imports/{second}/undo/", headers={"HX-Request": "true"})
    assert "<html" not in text(dialog)
    assert "1 fiche qu’il a créée disparaît." in text(dialog)
    assert "2 fiches qu’il a modifiées sont comme avant." in text(dialog)
    assert "keep_later" not in text(dialog)
    page = client.get(f"/imports/{second}/undo/")
    assert "<html" in text(page)
    assert business() == before


def test_it_is_done_and_the_report_says_so(client, second):
    answer = client.post(f"/imports/{second}/undo/", follow=True)
    assert answer.redirect_chain == [(f"/imports/{second}/", 303)]
    assert "Import annulé. Fiches retirées : 1 ; remises comme avant : 2." in text(answer)
    assert "L’import a été annulé" in text(answer)
    assert f"/imports/{second}/undo/" not in text(answer)
    assert sorted(Account.objects.values_list("name", "city")) == [
        ("Groupe Vaise", "Nantes"),
        ("Maison Berliet", "Nantes"),
    ]
    assert "Annulé" in text(client.get("/imports/"))


def test_a_second_click_finds_it_done(client, second):
    client.post(f"/imports/{second}/undo/")
    before = business()
    again = client.post(f"/imports/{second}/undo/")
    assert (again.status_code, again.headers["Location"]) == (303, f"/imports/{second}/")
    dialog = client.get(f"/imports/{second}/undo/", headers={"HX-Request": "true"})
    assert dialog.headers["HX-Refresh"] == "true"
    assert business() == before


def test_what_was_changed_since_is_named_and_stays_by_choice(client, second, camille):
    edit(camille)
    dialog = client.get(f"/imports/{second}/undo/")
    assert "Groupe Vaise" in text(dialog)
    assert "modifié depuis par Camille" in text(dialog)
    answer = client.post(f"/imports/{second}/undo/", {"keep_later": "1"})
    assert answer.status_code == 303
    assert Account.objects.get(name="Groupe Vaise").city == "Lyon"
    assert Account.objects.get(name="Maison Berliet").city == "Nantes"


def test_an_edit_made_while_the_dialog_was_open_is_shown_instead(client, second, camille):
    client.get(f"/imports/{second}/undo/")
    edit(camille)
    before = business()
    answer = client.post(f"/imports/{second}/undo/")
    assert answer.status_code == 409
    assert "Groupe Vaise" in text(answer)
    assert 'name="keep_later"' in text(answer)
    assert business() == before


def test_a_running_import_offers_no_undo(client, second):
    Import.objects.filter(pk=second).update(state="running")
    assert "/undo/" not in text(client.get(f"/imports/{second}/"))
    assert client.post(f"/imports/{second}/undo/").status_code == 409


def test_a_head_may_not(helene, second):
    client = client_of(helene)
    before = business()
    assert client.get(f"/imports/{second}/undo/").status_code == 403
    assert client.post(f"/imports/{second}/undo/").status_code == 403
    assert business() == before


@pytest.mark.parametrize(
    ("language", "told"), [("fr", "import n° {} annulé"), ("en", "import no. {} undone")]
)
def test_the_timeline_tells_it_in_both_languages(client, camille, second, language, told):
    camille.user.language = language
    camille.user.save()
    client.post(f"/imports/{second}/undo/")
    account = Account.objects.get(name="Maison Berliet")
    page = text(client.get(f"/accounts/{account.pk}/"))
    assert told.format(second) in page
    assert "<s>Lyon</s>" in page
