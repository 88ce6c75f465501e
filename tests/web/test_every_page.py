"""One matrix over all routes of the pages: strangers, other teams, readers, members, wrong methods."""

import pytest
from django.test import Client

from tests.web.pipeline import client_of
from tests.web.routes import MATRIX, address, contents, patterns, small_world

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROUTES = sorted(MATRIX)


@pytest.fixture
def ids(bruno, team, lyon) -> dict[str, int]:
    return small_world(bruno, team, lyon)


@pytest.fixture
def ask(ids, bruno):
    """Ask a route as someone; the answer's status and where it leads."""

    def of(client: Client, method: str, name: str) -> tuple[int, str]:
        answer = client.generic(
            method, address(name, ids, bruno), content_type="application/x-www-form-urlencoded"
        )
        return answer.status_code, answer.headers.get("Location", "")

    return of


def asked(rule: str = "", hidden: bool | None = None) -> list[tuple[str, str]]:
    """(method, route) of the matrix."""
    return [
        (method, name)
        for name in ROUTES
        for method in MATRIX[name].methods.split()
        if rule in ("", MATRIX[name].rule) and hidden in (None, MATRIX[name].hidden)
    ]


def test_the_matrix_names_every_route():
    assert set(MATRIX) == set(patterns())


def test_a_stranger_is_led_to_the_log_in_page(ask):
    before, stranger = contents(), Client()
    answers = {(method, name): ask(stranger, method, name) for method, name in asked()}
    wrong = {
        route: answer
        for route, answer in answers.items()
        if MATRIX[route[1]].rule != "open"
        and not (answer[0] in (302, 303) and answer[1].startswith("/login/"))
    }
    assert wrong == {}
    assert contents() == before


def test_a_stranger_whose_page_asks_for_a_part_is_led_there_too(ids, bruno):
    answer = Client().get(address("deals:deal", ids, bruno), headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        204,
        f"/login/?next=%2Fdeals%2F{ids['deal']}%2F",
    )


def test_who_may_not_see_a_record_finds_nothing_at_its_addresses(ask, chloe):
    client, before = client_of(chloe), None
    before = contents()
    answers = {route: ask(client, *route)[0] for route in asked(hidden=True)}
    assert len(answers) > 40
    assert {route: status for route, status in answers.items() if status != 404} == {}
    assert contents() == before


def test_what_is_no_secret_opens_for_a_member_of_another_team(ask, chloe):
    client = client_of(chloe)
    answers = {route: ask(client, *route)[0] for route in asked("read", hidden=False)}
    redirected = {("GET", "people:user-list"), ("GET", "people:member-list")}
    assert {route for route, status in answers.items() if status != 200} == redirected


def test_a_reader_writes_nothing(ask, lecteur):
    client = client_of(lecteur)
    before = contents()
    answers = {route: ask(client, *route)[0] for route in asked("write") + asked("admin")}
    assert len(answers) > 70
    assert {route: status for route, status in answers.items() if status != 403} == {}
    assert contents() == before


@pytest.mark.parametrize("who", ["bruno", "helene"])
def test_members_and_heads_administer_nothing(ask, who, request):
    client = client_of(request.getfixturevalue(who))
    before = contents()
    answers = {route: ask(client, *route)[0] for route in asked("admin")}
    assert {route: status for route, status in answers.items() if status != 403} == {}
    assert contents() == before


def test_looking_changes_nothing(ask, camille):
    client = client_of(camille)
    before = contents()
    answers = {name: ask(client, "GET", name)[0] for method, name in asked() if method == "GET"}
    elsewhere = {"login": 302, "account_login": 302, "imports:upload": 404}
    assert {name: status for name, status in answers.items() if status != 200} == elsewhere
    assert contents() == before


def test_a_method_a_page_does_not_have_is_refused(ask, camille):
    client = client_of(camille)
    before = contents()
    others = [
        (method, name) for name in ROUTES for method in METHODS if method not in MATRIX[name].methods.split()
    ]
    answers = {route: ask(client, *route)[0] for route in others}
    assert {route: status for route, status in answers.items() if status != 405} == {}
    assert contents() == before
