"""No way up: nobody gives a role above their own, or takes over someone above them."""

from dataclasses import replace

import pytest

from carnet.core.acting import Actor, Role
from carnet.core.errors import Conflict, Invalid, NotAllowed
from carnet.identity import actions, queries
from carnet.identity.models import Token, User
from tests.conftest import PASSWORD


@pytest.fixture
def admin(root) -> Actor:
    user = actions.create_user(
        email="agathe@carnet.example", name="Agathe", role=Role.ADMIN, password=PASSWORD, actor=root
    )
    return replace(root, name="Agathe", role=Role.ADMIN, user_id=user.pk)


@pytest.mark.parametrize("role", [Role.READER, Role.MEMBER, Role.HEAD])
def test_nobody_below_an_administrator_changes_roles_not_even_their_own(role, bruno):
    actor = replace(bruno.actor, role=role)
    for values in ({"role": Role.OWNER.value}, {"role": role.value}, {"is_active": True}):
        with pytest.raises(NotAllowed):
            actions.update_user(user=bruno.user, values={"name": "B", **values}, actor=actor)
    assert User.objects.get(pk=bruno.user.pk).role == Role.MEMBER.value


def test_one_changes_ones_own_name_and_language_and_nobody_elses(bruno, chloe):
    actions.update_user(user=bruno.user, values={"name": "Bruno D.", "language": "en"}, actor=bruno.actor)
    assert User.objects.get(pk=bruno.user.pk).name == "Bruno D."
    with pytest.raises(NotAllowed):
        actions.update_user(user=chloe.user, values={"name": "Chloé D."}, actor=bruno.actor)


def test_an_administrator_makes_administrators_but_no_owner(admin, bruno):
    actions.update_user(user=bruno.user, values={"role": Role.ADMIN.value}, actor=admin)
    with pytest.raises(NotAllowed):
        actions.update_user(user=bruno.user, values={"role": Role.OWNER.value}, actor=admin)
    with pytest.raises(NotAllowed):
        actions.create_user(
            email="x@carnet.example", name="X", role=Role.OWNER, password=PASSWORD, actor=admin
        )
    itself = User.objects.get(pk=admin.user_id)
    with pytest.raises(NotAllowed):
        actions.update_user(user=itself, values={"role": Role.OWNER.value}, actor=admin)


@pytest.mark.parametrize(
    "values", [{"email": "moi@carnet.example"}, {"is_active": False}, {"role": 1}, {"name": "X"}]
)
def test_an_administrator_does_not_touch_an_owner(values, admin, camille):
    with pytest.raises(NotAllowed):
        actions.update_user(user=camille.user, values=values, actor=admin)
    stored = User.objects.get(pk=camille.user.pk)
    assert (stored.email, stored.is_active, stored.role) == ("camille@carnet.example", True, Role.OWNER.value)


def test_an_administrator_neither_sets_an_owners_password_nor_speaks_in_their_name(admin, camille):
    with pytest.raises(NotAllowed):
        actions.change_password(user=camille.user, password="une autre phrase", actor=admin)
    with pytest.raises(NotAllowed):
        actions.create_token(user=camille.user, name="Tableur", actor=admin)
    actions.create_token(user=camille.user, name="Tableur", actor=camille.actor)
    with pytest.raises(NotAllowed):
        actions.revoke_token(token=Token.objects.get(), actor=admin)


@pytest.mark.parametrize("role", [5, -1, None, "owner"])
def test_a_role_nobody_knows_is_refused(role, bruno, camille):
    with pytest.raises(Invalid) as refusal:
        actions.update_user(user=bruno.user, values={"role": role}, actor=camille.actor)
    assert refusal.value.field == "role"


def test_a_read_only_key_changes_nothing_whoever_holds_it(camille, bruno):
    viewer = queries.viewer_of(camille.user, read_only=True)
    actor = viewer.acting(at=camille.actor.at, via="api")
    assert (viewer.may_write, actor.role) == (False, Role.READER)
    with pytest.raises(NotAllowed):
        actions.update_user(user=bruno.user, values={"name": "B"}, actor=actor)


def test_two_logins_of_one_address_are_one_whatever_its_case(bruno, root):
    with pytest.raises(Conflict) as refusal:
        actions.create_user(
            email="BRUNO@carnet.example", name="B", role=Role.MEMBER, password=PASSWORD, actor=root
        )
    assert (refusal.value.field, refusal.value.status) == ("email", 409)
    assert queries.user_by_email("Bruno@Carnet.example") == bruno.user
