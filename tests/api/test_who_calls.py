"""Tokens and browser sessions: who calls, in which language, and what is remembered of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from carnet.directory.models import Account
from carnet.identity.actions import revoke_token, update_company, update_user
from carnet.identity.models import Token
from carnet.identity.queries import company


@pytest.fixture
def browser(bruno):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bruno.user)
    return client


def posted(client, **headers):
    return client.post("/api/v1/accounts", {"name": "Roux"}, content_type="application/json", headers=headers)


def test_a_session_reads_and_with_a_csrf_token_writes(browser):
    assert browser.get("/api/v1/accounts").json() == {"items": [], "count": 0}
    refused = posted(browser)
    assert (refused.status_code, bool(refused.json()["detail"]), Account.objects.exists()) == (
        403,
        True,
        False,
    )
    browser.get("/docs")
    made = posted(browser, **{"X-CSRFToken": browser.cookies["csrftoken"].value})
    assert made.status_code == 201


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data", "text/plain"])
def test_a_form_from_elsewhere_is_refused(browser, kind):
    for body in ("", "--x\r\n\r\n", "csrfmiddlewaretoken=1"):
        answer = browser.post("/api/v1/accounts", body, content_type=kind)
        assert (answer.status_code in (400, 403), bool(answer.json()["detail"])) == (True, True)


def test_a_wrong_token_is_not_made_good_by_a_session(browser):
    assert browser.get("/api/v1/accounts", headers={"Authorization": "Bearer no"}).status_code == 401


def test_a_token_needs_no_csrf_token_and_no_session(as_bruno):
    as_bruno.client = Client(enforce_csrf_checks=True)
    answer = as_bruno.post("accounts", {"name": "Roux"})
    assert (answer.status_code, answer.cookies) == (201, {})


def test_a_revoked_token_and_one_of_somebody_who_left_serve_no_more(
    as_bruno, as_chloe, bruno, chloe, camille
):
    revoke_token(token=Token.objects.get(user=bruno.user), actor=camille.actor)
    update_user(user=chloe.user, values={"is_active": False}, actor=camille.actor)
    assert [who.get("accounts").status_code for who in (as_bruno, as_chloe)] == [401, 401]


def test_a_401_says_how_to_log_in(stranger):
    answer = stranger.get("accounts")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Bearer" in answer.json()["detail"]


def test_the_use_of_a_token_is_noted_to_the_hour_and_never_by_a_refused_call(as_bruno):
    row = Token.objects.get()
    assert as_bruno.get("accounts/99").status_code == 404
    assert Token.objects.get().last_used_at is None
    as_bruno.get("accounts")
    first = Token.objects.get().last_used_at
    assert timezone.now() - first < timedelta(minutes=1)
    as_bruno.get("accounts")
    assert Token.objects.get().last_used_at == first
    Token.objects.filter(pk=row.pk).update(last_used_at=first - timedelta(hours=2))
    as_bruno.get("accounts")
    assert Token.objects.get().last_used_at >= first


def test_sentences_are_in_the_language_of_the_reader_or_of_the_company(as_bruno, bruno, camille):
    said = as_bruno.get("accounts/99")
    assert (said.json()["detail"], said.headers["Content-Language"]) == ("Introuvable.", "fr")
    update_user(user=bruno.user, values={"language": "en"}, actor=bruno.actor)
    said = as_bruno.get("accounts/99")
    assert (said.json()["detail"], said.headers["Content-Language"]) == ("Not found.", "en")
    update_user(user=bruno.user, values={"language": ""}, actor=bruno.actor)
    update_company(company=company(), values={"language": "en"}, actor=camille.actor)
    assert as_bruno.get("accounts/99").json()["detail"] == "Not found."


def test_a_write_is_signed_in_the_journal(as_bruno, bruno):
    from carnet.journal.models import JournalLine

    as_bruno.post("accounts", {"name": "Roux"})
    line = JournalLine.objects.get(action="directory.account.created")
    assert (line.actor_id, line.actor_name, line.via) == (bruno.user.pk, "Bruno", "api")
