"""API tokens: shown once, stored as a digest, worthless once revoked or their user gone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from carnet.core.acting import Role
from carnet.core.errors import Invalid, NotAllowed
from carnet.identity import actions, queries
from carnet.identity.models import Token
from carnet.journal.models import JournalLine


def test_a_token_acts_as_its_user(bruno):
    text = actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    viewer, token = queries.viewer_of_token(text)
    assert (viewer.user_id, viewer.member_ids, viewer.may_write) == (bruno.user.pk, (bruno.member.pk,), True)
    assert (token.name, token.read_only) == ("Tableur", False)


def test_only_a_digest_is_kept_and_the_journal_has_neither(bruno):
    text = actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    stored = Token.objects.get()
    assert len(text) == 50
    assert len(stored.sha256) == 64
    assert text not in str(stored.__dict__)
    line = JournalLine.objects.get(kind="identity.token")
    assert line.after == {"user": bruno.user.pk, "read_only": False}


@pytest.mark.parametrize("text", ["", "carnet_", "carnet_x", "0" * 64, "é" * 50])
def test_a_wrong_token_is_nobodys(text, bruno):
    actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    assert queries.viewer_of_token(text) is None


def test_a_stored_digest_is_no_token(bruno):
    actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    assert queries.viewer_of_token(Token.objects.get().sha256) is None


def test_a_revoked_token_is_worthless_and_revoking_it_again_tells_nothing(bruno):
    text = actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    token = Token.objects.get()
    for _time in range(2):
        actions.revoke_token(token=token, actor=bruno.actor)
    assert queries.viewer_of_token(text) is None
    assert not queries.visible_tokens(bruno.viewer).exists()
    assert JournalLine.objects.filter(action="identity.token.revoked").count() == 1


def test_a_token_of_someone_who_left_is_worthless(bruno, camille):
    text = actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    actions.update_user(user=bruno.user, values={"is_active": False}, actor=camille.actor)
    assert queries.viewer_of_token(text) is None


def test_a_read_only_token_writes_nothing(camille):
    text = actions.create_token(user=camille.user, name="Lecture", read_only=True, actor=camille.actor)
    viewer, _token = queries.viewer_of_token(text)
    assert (viewer.sees_all, viewer.may_write) == (True, False)
    assert viewer.acting(at=camille.actor.at, via="api").role == Role.READER


def test_one_sees_and_revokes_ones_own_tokens_an_administrator_everyones(bruno, chloe, camille):
    actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    token = Token.objects.get()
    assert not queries.visible_tokens(chloe.viewer).exists()
    assert list(queries.visible_tokens(camille.viewer)) == [token]
    with pytest.raises(NotAllowed):
        actions.revoke_token(token=token, actor=chloe.actor)
    actions.revoke_token(token=token, actor=camille.actor)


def test_nobody_makes_a_token_for_somebody_else(bruno, chloe):
    with pytest.raises(NotAllowed):
        actions.create_token(user=chloe.user, name="Tableur", actor=bruno.actor)


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "\udcff"])
def test_a_token_has_a_name_one_can_read(name, bruno):
    with pytest.raises(Invalid) as refusal:
        actions.create_token(user=bruno.user, name=name, actor=bruno.actor)
    assert refusal.value.field == "name"
    assert not Token.objects.exists()


def test_its_use_is_noted_once_an_hour(bruno):
    actions.create_token(user=bruno.user, name="Tableur", actor=bruno.actor)
    noted = []
    for minutes in (0, 30, 59, 60, 90):
        at = bruno.actor.at + timedelta(minutes=minutes)
        actions.note_token_use(token=Token.objects.get(), actor=replace(bruno.actor, at=at))
        noted.append((Token.objects.get().last_used_at - bruno.actor.at).seconds // 60)
    assert noted == [0, 0, 0, 60, 60]
