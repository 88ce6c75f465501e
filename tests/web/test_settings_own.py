"""What everyone settles for themselves: name, language, password, tokens."""

import re

import pytest
from django.test import Client

from carnet.identity.models import Token, User
from tests.conftest import PASSWORD
from tests.web.pipeline import client_of

NEW = "une tout autre phrase"


def _again(person) -> User:
    return User.objects.get(pk=person.user.pk)


def _token_of(page) -> str:
    return re.search(r"<code>(carnet_[\w-]+)</code>", page.content.decode())[1]


@pytest.mark.parametrize("who", ["bruno", "lecteur"])
def test_anyone_may_change_their_name_and_language(request, who):
    person = request.getfixturevalue(who)
    client = client_of(person)
    answer = client.post("/settings/profile/", {"name": "Autre nom", "language": "en"})
    assert answer.status_code == 303
    assert (_again(person).name, _again(person).language) == ("Autre nom", "en")
    assert "Display and language" in client.get("/settings/profile/").content.decode()


def test_nobody_changes_their_role_or_address_with_their_name(bruno):
    client_of(bruno).post(
        "/settings/profile/", {"name": "Bruno", "language": "", "role": "50", "email": "x@y.example"}
    )
    assert (_again(bruno).role, _again(bruno).email) == (bruno.user.role, "bruno@carnet.example")


def test_an_empty_name_is_refused_beside_the_field(bruno):
    answer = client_of(bruno).post("/settings/profile/", {"name": "", "language": "fr"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert _again(bruno).name == "Bruno"


def test_a_new_password_needs_the_present_one(bruno):
    client = client_of(bruno)
    answer = client.post("/settings/password/", {"current": "deviné", "password": NEW})
    assert answer.status_code == 422
    assert answer.context["form"].errors["current"] == ["Ce n’est pas votre mot de passe actuel."]
    assert _again(bruno).check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["court", "1234567890", "bruno@carnet.example"])
def test_a_weak_password_is_refused(bruno, weak):
    answer = client_of(bruno).post("/settings/password/", {"current": PASSWORD, "password": weak})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["password"])
    assert _again(bruno).check_password(PASSWORD)


def test_after_a_new_password_this_session_goes_on_and_others_end(bruno):
    here, elsewhere = client_of(bruno), client_of(bruno)
    assert here.post("/settings/password/", {"current": PASSWORD, "password": NEW}).status_code == 303
    assert _again(bruno).check_password(NEW)
    assert here.get("/deals/").status_code == 200
    assert elsewhere.get("/deals/").status_code == 302


def test_a_token_is_shown_once_and_works_until_it_is_revoked(bruno):
    client = client_of(bruno)
    token = _token_of(client.post("/settings/tokens/", {"name": "Agenda"}))
    api = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/deals", headers=api).status_code == 200
    page = client.get("/settings/tokens/").content.decode()
    assert ("Agenda" in page, token in page) == (True, False)
    client.post(f"/settings/tokens/{Token.objects.get().pk}/revocation/")
    assert Client().get("/api/v1/deals", headers=api).status_code == 401
    assert "Agenda" not in client.get("/settings/tokens/").context["tokens"].values_list("name", flat=True)


def test_a_token_to_read_only_does_not_write(bruno):
    token = _token_of(client_of(bruno).post("/settings/tokens/", {"name": "Lecture", "read_only": "on"}))
    api = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/accounts", headers=api).status_code == 200
    sent = Client().post("/api/v1/accounts", {"name": "Oriol"}, content_type="application/json", headers=api)
    assert sent.status_code == 403


def test_a_token_without_a_name_is_not_made(bruno):
    assert client_of(bruno).post("/settings/tokens/", {"name": " "}).status_code == 422
    assert not Token.objects.exists()


def test_an_administrator_sees_and_revokes_the_tokens_of_others(bruno, camille):
    client_of(bruno).post("/settings/tokens/", {"name": "Agenda"})
    client = client_of(camille)
    assert "Agenda" in client.get("/settings/tokens/").content.decode()
    assert client.post(f"/settings/tokens/{Token.objects.get().pk}/revocation/").status_code == 303
    assert Token.objects.get().revoked_at is not None


def test_a_secret_is_kept_by_nobody_the_browser_included(camille, bruno):
    client = client_of(camille)
    made = client.post("/settings/tokens/", {"name": "Caisse"})
    given = client.post(f"/settings/people/{bruno.user.pk}/password/")
    assert [page.headers["Cache-Control"] for page in (made, given)] == ["no-store", "no-store"]
