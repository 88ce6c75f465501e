"""There is always an owner; who writes is a member."""

import pytest

from carnet.core.acting import Role
from carnet.core.errors import Conflict
from carnet.identity import actions, queries
from carnet.identity.models import Member, User
from tests.conftest import PASSWORD


@pytest.mark.parametrize("values", [{"role": Role.ADMIN.value}, {"is_active": False}])
def test_the_last_owner_stays(values, camille):
    with pytest.raises(Conflict):
        actions.update_user(user=camille.user, values=values, actor=camille.actor)
    stored = User.objects.get(pk=camille.user.pk)
    assert (stored.role, stored.is_active) == (Role.OWNER.value, True)


def test_an_owner_may_go_where_another_stays(camille, root):
    other = actions.create_user(
        email="agathe@carnet.example", name="Agathe", role=Role.OWNER, password=PASSWORD, actor=root
    )
    actions.update_user(user=camille.user, values={"is_active": False}, actor=camille.actor)
    assert queries.owner_user() == other
    with pytest.raises(Conflict):
        actions.update_user(user=other, values={"role": Role.READER.value}, actor=root)


def test_an_owner_who_left_does_not_count_as_one(camille, root):
    left = actions.create_user(
        email="agathe@carnet.example", name="Agathe", role=Role.OWNER, password=None, actor=root
    )
    actions.update_user(user=left, values={"is_active": False}, actor=root)
    with pytest.raises(Conflict):
        actions.update_user(user=camille.user, values={"role": Role.ADMIN.value}, actor=camille.actor)


def test_a_reader_owns_nothing_until_made_a_member(lecteur, camille):
    assert not Member.objects.filter(user=lecteur.user).exists()
    actions.update_user(user=lecteur.user, values={"role": Role.MEMBER.value}, actor=camille.actor)
    member = Member.objects.get(user=lecteur.user)
    assert (member.name, member.is_agent, member.match_key) == ("Lecteur", True, "lecteur")
    assert queries.viewer_of(lecteur.user).member_id == member.pk


def test_owners_and_administrators_are_members_who_do_not_sell(camille, bruno):
    assert (camille.member.is_agent, bruno.member.is_agent) == (False, True)
    assert list(queries.visible_agents(camille.viewer)) == [bruno.member]


def test_an_agent_goes_by_the_name_of_the_login(bruno):
    actions.update_user(user=bruno.user, values={"name": "Bruno Deschamps"}, actor=bruno.actor)
    member = Member.objects.get(pk=bruno.member.pk)
    assert (member.name, member.match_key) == ("Bruno Deschamps", "brunodeschamps")


def test_an_agent_named_otherwise_keeps_that_name(bruno, camille):
    actions.update_member(member=bruno.member, values={"name": "Agence Bruno"}, actor=camille.actor)
    actions.update_user(user=bruno.user, values={"name": "Bruno Deschamps"}, actor=bruno.actor)
    assert Member.objects.get(pk=bruno.member.pk).name == "Agence Bruno"


def test_a_login_belongs_to_one_agent(bruno, chloe, camille):
    with pytest.raises(Conflict):
        actions.update_member(member=chloe.member, values={"user": bruno.user}, actor=camille.actor)
