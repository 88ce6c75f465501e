"""Commitments of heads: theirs alone, one for each period, seen by those above."""

from datetime import date

import pytest

from carnet.core.errors import Conflict, Invalid, NotAllowed, StaleWrite
from carnet.core.period import month_of
from carnet.forecasting.models import Commitment
from carnet.forecasting.quotas import actions
from carnet.forecasting.quotas.queries import commitments_of, visible_commitments
from carnet.journal.models import JournalLine

NOVEMBER = month_of(date(2026, 11, 20))


def committed(actor, head, amount=5_000_000):
    values = {"head": head, "from_on": NOVEMBER.start, "until_on": NOVEMBER.end, "amount": amount}
    return actions.create_commitment(values=values, actor=actor)


def test_a_head_commits_and_administrators_may_do_it_for_them(camille, helene):
    commitment = committed(helene.actor, helene.member)
    actions.update_commitment(
        commitment=commitment, values={"note": "Vu au téléphone", "amount": 6_000_000}, actor=camille.actor
    )
    stored = Commitment.objects.get()
    assert (stored.amount, stored.note, stored.version) == (6_000_000, "Vu au téléphone", 2)
    line = JournalLine.objects.get(action="forecasting.commitment.updated")
    assert (line.before, line.after) == (
        {"note": "", "amount": 5_000_000},
        {"note": "Vu au téléphone", "amount": 6_000_000},
    )


def test_nobody_commits_for_another_group(bruno, chloe, helene, lecteur, other_team):
    for person in (bruno, chloe, lecteur):
        with pytest.raises(NotAllowed):
            committed(person.actor, helene.member)
    with pytest.raises(NotAllowed):
        committed(helene.actor, chloe.member)
    commitment = committed(helene.actor, helene.member)
    with pytest.raises(NotAllowed):
        actions.delete_commitment(commitment=commitment, actor=chloe.actor)
    assert Commitment.objects.count() == 1


def test_who_heads_no_team_commits_to_nothing(camille, bruno):
    with pytest.raises(Invalid) as refusal:
        committed(camille.actor, bruno.member)
    assert refusal.value.field == "head"


def test_a_period_has_one_commitment_of_each_head(helene):
    committed(helene.actor, helene.member)
    with pytest.raises(Conflict):
        committed(helene.actor, helene.member)


def test_a_stale_commitment_is_refused(helene):
    commitment = committed(helene.actor, helene.member)
    with pytest.raises(StaleWrite):
        actions.update_commitment(
            commitment=commitment, values={"amount": 1}, version=commitment.version + 1, actor=helene.actor
        )


def test_heads_see_their_own_and_those_who_see_all_see_every_one(camille, lecteur, helene, bruno, chloe):
    commitment = committed(camille.actor, helene.member)
    seen = [visible_commitments(person.viewer).count() for person in (camille, lecteur, helene, bruno, chloe)]
    assert seen == [1, 1, 1, 0, 0]
    assert commitments_of(helene.viewer, NOVEMBER) == {helene.member.pk: commitment}
    assert commitments_of(helene.viewer, month_of(date(2026, 12, 1))) == {}


def test_a_deleted_commitment_comes_back(helene):
    actions.delete_commitment(commitment=committed(helene.actor, helene.member), actor=helene.actor)
    line = JournalLine.objects.get(action="forecasting.commitment.deleted")
    assert actions.restore_commitment(line=line, actor=helene.actor).amount == 5_000_000


def test_setting_creates_changes_and_takes_back_from_the_version_read(helene):
    given = {"head": helene.member, "period": NOVEMBER, "actor": helene.actor}
    assert actions.set_commitment(**given, amount=None) is None
    actions.set_commitment(**given, amount=100, note="Sûr")
    with pytest.raises(StaleWrite):
        actions.set_commitment(**given, amount=200)
    actions.set_commitment(**given, amount=200, note="Moins sûr", version=1)
    stored = Commitment.objects.get()
    assert (stored.amount, stored.note, stored.version) == (200, "Moins sûr", 2)
    actions.set_commitment(**given, amount=None, version=2)
    assert not Commitment.objects.exists()
