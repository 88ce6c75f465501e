"""Giving access and changing roles: administrators manage everyone below owners, and an owner remains."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carnet.core.acting import Role
from carnet.identity.actions import create_user, update_team
from carnet.identity.models import Member, User
from tests.conftest import PASSWORD, person_of
from tests.web.pipeline import client_of


@pytest.fixture
def admin(root):
    return person_of(
        create_user(email="admin@carnet.example", name="Alix", role=Role.ADMIN, password=PASSWORD, actor=root)
    )


def _form(user: User, **values):
    return {"name": user.name, "email": user.email, "role": user.role, "is_active": "on", **values}


def _edit(by, user: User, **values):
    return client_of(by).post(f"/settings/people/{user.pk}/", _form(user, **values))


def _again(person) -> User:
    return User.objects.get(pk=person.user.pk)


def test_a_new_person_logs_in_with_the_password_shown_once(camille, team):
    page = client_of(camille).post(
        "/settings/people/new/",
        {"email": "paul@carnet.example", "name": "Paul", "role": Role.MEMBER.value, "team": team.pk},
    )
    password = re.search(r"<code>([\w-]+)</code>", page.content.decode())[1]
    paul = User.objects.get(email="paul@carnet.example")
    assert (paul.role, paul.member.team) == (Role.MEMBER.value, team)
    assert Client().post("/login/", {"login": paul.email, "password": password}).status_code == 302
    assert password not in client_of(camille).get("/settings/").content.decode()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"email": "nora", "role": 1}, "email"),
        ({"email": "BRUNO@carnet.example", "role": 1}, "email"),
        ({"email": "n@carnet.example", "role": 99}, "role"),
        ({"email": "n@carnet.example", "role": 1, "team": "987654"}, "team"),
    ],
)
def test_a_wrong_invitation_is_refused_beside_the_field(camille, bruno, sent, field):
    people = User.objects.count()
    answer = client_of(camille).post("/settings/people/new/", sent)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert (User.objects.count(), Member.objects.count()) == (people, 2)


def test_the_last_owner_stays_one(camille):
    for change in ({"role": Role.ADMIN.value}, {"is_active": ""}):
        answer = _edit(camille, camille.user, **change)
        assert answer.status_code == 422
        assert "Le dernier propriétaire" in answer.content.decode()
    assert (_again(camille).role, _again(camille).is_active) == (Role.OWNER.value, True)


def test_an_owner_beside_another_may_step_back(camille, bruno):
    assert _edit(camille, bruno.user, role=Role.OWNER.value).status_code == 303
    assert _edit(camille, camille.user, role=Role.ADMIN.value).status_code == 303
    assert (_again(bruno).role, _again(camille).role) == (Role.OWNER.value, Role.ADMIN.value)


def test_an_administrator_makes_no_owner_and_changes_none(admin, camille, bruno):
    assert _edit(admin, bruno.user, role=Role.OWNER.value).status_code == 403
    assert _edit(admin, admin.user, role=Role.OWNER.value).status_code == 403
    assert _edit(admin, camille.user, role=Role.READER.value).status_code == 403
    sent = {"email": "p@carnet.example", "role": Role.OWNER.value}
    assert client_of(admin).post("/settings/people/new/", sent).status_code == 403
    assert client_of(admin).post(f"/settings/people/{camille.user.pk}/password/").status_code == 403
    assert User.objects.filter(role=Role.OWNER.value).count() == 1
    assert _again(camille).check_password(PASSWORD)


def test_an_administrator_changes_the_role_of_a_member(admin, bruno):
    assert _edit(admin, bruno.user, role=Role.HEAD.value).status_code == 303
    assert _again(bruno).role == Role.HEAD.value


def test_a_forgotten_password_is_made_anew_and_ends_the_sessions(camille, bruno):
    session = client_of(bruno)
    page = client_of(camille).post(f"/settings/people/{bruno.user.pk}/password/")
    password = re.search(r"<code>([\w-]+)</code>", page.content.decode())[1]
    assert _again(bruno).check_password(password)
    assert session.get("/deals/").status_code == 302


def test_an_old_form_does_not_overwrite_what_someone_else_saved(camille, bruno):
    old = bruno.user.version
    _edit(camille, bruno.user, name="Bruno Ferrand")
    answer = _edit(camille, bruno.user, name="Bruno F.", version=old)
    assert answer.status_code == 409
    assert _again(bruno).name == "Bruno Ferrand"


def test_the_page_says_who_heads_what(camille, helene, team):
    update_team(team=team, values={"head": helene.member}, actor=camille.actor)
    rows = {row.name: row for row in client_of(camille).get("/settings/").context["people"]}
    assert [str(headed) for headed in rows["Hélène"].heads] == ["Studio"]
    assert "dirige Studio" in client_of(camille).get("/settings/").content.decode()


def test_the_team_page_asks_as_much_for_many_people(camille, root, team):
    client = client_of(camille)
    with _counted() as few:
        client.get("/settings/")
    for number in range(5):
        create_user(
            email=f"p{number}@carnet.example",
            name=f"P{number}",
            role=Role.MEMBER,
            password=None,
            team=team,
            actor=root,
        )
    with _counted() as many:
        client.get("/settings/")
    assert len(many) == len(few)


def _counted() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


@pytest.mark.parametrize("who", ["bruno", "helene", "lecteur"])
def test_others_are_shown_only_what_is_theirs(request, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get("/settings/").headers["Location"] == "/settings/profile/"
    assert "/settings/company/" not in client.get("/settings/profile/").content.decode()


def test_both_versions_are_shown_and_saving_again_replaces(camille, bruno):
    old = bruno.user.version
    _edit(camille, bruno.user, name="Bruno Ferrand")
    answer = _edit(camille, bruno.user, name="Bruno F.", version=old)
    (difference,) = answer.context["differences"]
    assert (difference["theirs"], difference["mine"]) == ("Bruno Ferrand", "Bruno F.")
    current = answer.context["current"].version
    assert _edit(camille, bruno.user, name="Bruno F.", version=current).status_code == 303
    assert _again(bruno).name == "Bruno F."
