"""What is shared may be corrected by everyone, and taken from its owner by nobody of another team."""

import pytest

from carnet.core.errors import NotAllowed
from carnet.directory import actions, queries

MAKE = {
    "account": (actions.create_account, {"name": "Maison Berliet"}),
    "contact": (actions.create_contact, {"last_name": "Perrin"}),
}
CHANGE = {"account": actions.update_account, "contact": actions.update_contact}
SEEN = {"account": queries.visible_accounts, "contact": queries.visible_contacts}


@pytest.fixture(params=["account", "contact"])
def kind(request):
    return request.param


@pytest.fixture
def record(kind, bruno):
    create, values = MAKE[kind]
    return create(values={**values, "owner": bruno.member}, actor=bruno.actor)


def test_a_colleague_of_another_team_corrects_it_but_cannot_take_it(kind, record, bruno, chloe):
    CHANGE[kind](**{kind: record}, values={"note": "Vu au salon"}, actor=chloe.actor)
    for values in ({"owner": chloe.member}, {"owner": chloe.member, "is_private": True}, {"owner": None}):
        with pytest.raises(NotAllowed) as refusal:
            CHANGE[kind](**{kind: record}, values=values, actor=chloe.actor)
        assert refusal.value.field == "owner"
    with pytest.raises(NotAllowed):
        CHANGE[kind](**{kind: record}, values={"is_private": True}, actor=chloe.actor)
    assert SEEN[kind](bruno.viewer).get(pk=record.pk).owner == bruno.member


def test_sending_the_owner_back_unchanged_is_no_taking(kind, record, bruno, chloe):
    CHANGE[kind](**{kind: record}, values={"owner": bruno.member, "note": "Vu"}, actor=chloe.actor)
    assert SEEN[kind](chloe.viewer).get(pk=record.pk).note == "Vu"


def test_the_owner_the_head_and_who_sees_all_may_give_it_away(kind, record, bruno, chloe, helene, camille):
    for person in (bruno, helene, camille):
        CHANGE[kind](**{kind: record}, values={"owner": chloe.member}, actor=person.actor)
        CHANGE[kind](**{kind: record}, values={"owner": bruno.member}, actor=camille.actor)
    assert record.owner == bruno.member


def test_what_nobody_owns_anyone_may_take(kind, chloe, camille):
    create, values = MAKE[kind]
    record = create(values=values, actor=camille.actor)
    CHANGE[kind](**{kind: record}, values={"owner": chloe.member, "is_private": True}, actor=chloe.actor)
    assert record.owner == chloe.member
