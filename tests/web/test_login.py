"""Logging in: only with the right password, a limited number of times, and never away from our own pages."""

import pytest
from django.core.cache import cache
from django.test import Client

from carnet.identity.actions import update_user
from tests.conftest import PASSWORD
from tests.web.pipeline import client_of

CAMILLE = "camille@carnet.example"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()
    yield
    cache.clear()


def attempt(client: Client, login=CAMILLE, password=PASSWORD, **more):
    return client.post("/login/", {"login": login, "password": password, **more})


def test_the_right_password_opens_the_first_page(camille):
    client = Client()
    answer = attempt(client)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert client.get("/deals/").status_code == 200


def test_the_case_of_the_address_does_not_matter(camille):
    assert attempt(Client(), login="Camille@Carnet.EXAMPLE").status_code == 302


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(camille):
    wrong = attempt(Client(), password="une autre phrase")
    unknown = attempt(Client(), login="personne@carnet.example")
    sentence = "Cette adresse e-mail et ce mot de passe ne vont pas ensemble."
    for answer in (wrong, unknown):
        assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [sentence])
        assert PASSWORD not in answer.content.decode()


def test_someone_without_access_is_told_so_only_after_the_right_password(camille, bruno):
    update_user(user=bruno.user, values={"is_active": False}, actor=camille.actor)
    client = Client()
    assert "fermé" not in attempt(client, login="bruno@carnet.example", password="devinette").content.decode()
    answer = attempt(client, login="bruno@carnet.example")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login/")
    assert "Votre accès est fermé" in client.get("/login/").content.decode()
    assert client.get("/deals/").status_code == 302


def test_losing_access_ends_a_session_at_once(camille, bruno):
    client = client_of(bruno)
    assert client.get("/deals/").status_code == 200
    update_user(user=bruno.user, values={"is_active": False}, actor=camille.actor)
    assert client.get("/deals/").headers["Location"].startswith("/login/")


def test_after_five_failures_even_the_right_password_waits(camille):
    for number in range(5):
        attempt(Client(REMOTE_ADDR=f"192.0.2.{number}"), password=f"essai {number}")
    answer = attempt(Client(REMOTE_ADDR="192.0.2.99"))
    assert answer.status_code == 422
    assert "Trop d’essais manqués" in answer.content.decode()


def test_another_host_in_the_request_grants_no_more_attempts(camille):
    for port in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{port}", HTTP_HOST=f"localhost:{port + 1}")
        attempt(client, password=f"essai {port}")
    answer = attempt(Client(REMOTE_ADDR="192.0.2.99", HTTP_HOST="localhost:99"))
    assert "Trop d’essais manqués" in answer.content.decode()


def test_pages_of_those_logged_in_are_kept_by_no_proxy(camille):
    assert client_of(camille).get("/deals/").headers["Cache-Control"] == "private, no-cache"


def test_one_address_may_not_try_many_accounts(camille):
    client = Client(REMOTE_ADDR="192.0.2.7")
    statuses = [
        attempt(client, login=f"essai{number}@carnet.example").content.decode() for number in range(12)
    ]
    assert ["Trop d’essais" in page for page in statuses] == [False] * 10 + [True] * 2
    assert attempt(Client(REMOTE_ADDR="192.0.2.8")).status_code == 302


def test_thirty_requests_a_minute_are_enough_for_a_log_in_page(camille):
    client = Client(REMOTE_ADDR="192.0.2.9")
    answers = [attempt(client, login=f"{number}@x.example") for number in range(31)]
    assert answers[-1].status_code == 429
    assert "Trop d’essais" in answers[-1].content.decode()


def test_the_session_has_another_key_after_the_log_in(camille):
    client = Client()
    session = client.session
    session["seen"] = "before"
    session.save()
    before = client.cookies["sessionid"].value
    attempt(client)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize(("remember", "age"), [("on", 14 * 24 * 3600), ("", "")])
def test_a_session_lasts_14_days_on_a_device_that_is_kept(camille, remember, age):
    answer = attempt(Client(), remember=remember)
    assert answer.cookies["sessionid"]["max-age"] == age


def test_only_a_post_logs_out(camille):
    client = client_of(camille)
    assert client.get("/logout/").status_code == 405
    assert client.get("/deals/").status_code == 200
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/deals/").status_code == 302


def test_one_is_led_back_to_the_page_one_wanted(camille):
    answer = attempt(Client(), next="/deals/?owner=me")
    assert answer.headers["Location"] == "/deals/?owner=me"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_nobody_is_led_to_another_site(camille, wanted):
    assert attempt(Client(), next=wanted).headers["Location"] == "/"
    assert attempt(client_of(camille), next=wanted).headers["Location"] == "/"


def test_a_form_without_its_token_is_refused(camille, bruno):
    client = Client(enforce_csrf_checks=True)
    assert attempt(client).status_code == 403
    client.force_login(camille.user)
    assert client.post("/settings/profile/", {"name": "Autre"}).status_code == 403
    assert client.post("/logout/").status_code == 403
    assert client.get("/deals/").status_code == 200


def test_scripts_cannot_read_the_session_and_other_sites_cannot_send_it(camille):
    cookie = attempt(Client()).cookies["sessionid"]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("path", ["/login/", "/", "/deals/", "/settings/", "/imports/", "/none/"])
def test_every_page_says_what_browsers_may_do_with_it(camille, path):
    client = Client() if path == "/login/" else client_of(camille)
    headers = client.get(path).headers
    said = sorted(part.strip() for part in headers["Content-Security-Policy"].split(";"))
    assert said == sorted(part.strip() for part in POLICY.split(";"))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_log_in_page_is_kept_by_no_cache(db):
    assert "no-store" in Client().get("/login/").headers["Cache-Control"]
