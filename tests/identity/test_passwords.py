"""Passwords: really changed, judged, and never in the journal."""

import pytest

from carnet.core.acting import Role
from carnet.core.errors import Invalid, NotAllowed
from carnet.identity import actions
from carnet.identity.models import User
from carnet.identity.passwords import readable_password
from carnet.journal.queries import lines_of
from tests.conftest import PASSWORD

NEW = "une autre phrase"


def test_a_new_password_opens_and_the_old_one_no_longer(bruno):
    actions.change_password(user=bruno.user, password=NEW, actor=bruno.actor)
    stored = User.objects.get(pk=bruno.user.pk)
    assert (stored.check_password(NEW), stored.check_password(PASSWORD)) == (True, False)


def test_the_journal_says_that_it_changed_never_what(bruno):
    actions.change_password(user=bruno.user, password=NEW, actor=bruno.actor)
    line = lines_of(bruno.user)[0]
    assert (line.action, line.before, line.after) == ("identity.user.password_changed", {}, {})


@pytest.mark.parametrize("password", ["court", "motdepasse", "bruno@carnet.example", "1234567890"])
def test_a_weak_password_is_refused_and_the_old_one_stays(password, bruno):
    with pytest.raises(Invalid) as refusal:
        actions.change_password(user=bruno.user, password=password, actor=bruno.actor)
    assert refusal.value.field == "password"
    assert User.objects.get(pk=bruno.user.pk).check_password(PASSWORD)
    assert bruno.user.check_password(PASSWORD)


def test_a_login_without_a_password_opens_with_none(root):
    user = actions.create_user(
        email="camille.villard@carnet.example", name="", role=Role.MEMBER, password=None, actor=root
    )
    assert (user.has_usable_password(), user.name) == (False, "Camille Villard")
    assert not user.check_password("")


def test_made_passwords_are_long_readable_and_never_the_same():
    made = {readable_password() for _time in range(50)}
    assert len(made) == 50
    assert all(len(password) == 23 and password.isascii() for password in made)


def test_one_member_does_not_change_the_password_of_another(bruno, chloe):
    with pytest.raises(NotAllowed):
        actions.change_password(user=chloe.user, password=NEW, actor=bruno.actor)
