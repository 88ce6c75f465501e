"""Every action: one journal line for whoever may do it, and not a byte for whoever may not."""

from dataclasses import replace

import pytest

from carnet.core.acting import Actor, Role
from carnet.core.errors import NotAllowed, StaleWrite
from carnet.journal.models import JournalLine
from tests.journal.every_action import CASES, OUTSIDE_THE_JOURNAL, World, found_actions

ACTIONS = found_actions()
SECRETS = {"password", "sha256", "search_text", "match_key"}


@pytest.fixture
def world(root) -> World:
    return World(maker=root)


def _as(root: Actor, role: Role) -> Actor:
    return replace(root, name="Agathe", role=role, via="page")


def test_every_action_has_its_case_here():
    assert set(ACTIONS) - set(OUTSIDE_THE_JOURNAL) == set(CASES)
    assert set(OUTSIDE_THE_JOURNAL) <= set(ACTIONS)


@pytest.mark.parametrize("name", CASES)
def test_whoever_may_do_it_leaves_a_line_that_says_who_what_and_when(name, world, root):
    role, arguments = CASES[name]
    actor, given = _as(root, role), arguments(world)
    last = JournalLine.objects.order_by("-id").first()
    ACTIONS[name](**given, actor=actor)
    lines = JournalLine.objects.filter(id__gt=last.pk if last else 0)
    assert lines
    for line in lines:
        assert (line.actor_name, line.at, line.via) == ("Agathe", actor.at, "page")
        assert line.action.startswith(f"{line.kind}.")
        assert line.label
        assert SECRETS.isdisjoint({*(line.before or {}), *(line.after or {})})


@pytest.mark.parametrize("name", CASES)
def test_whoever_stands_below_is_refused_and_nothing_is_written(name, world, root):
    role, arguments = CASES[name]
    given = arguments(world)
    before = JournalLine.objects.count()
    for below in (lower for lower in Role if lower < role):
        with pytest.raises(NotAllowed):
            ACTIONS[name](**given, actor=_as(root, below))
    assert JournalLine.objects.count() == before


@pytest.mark.parametrize(
    "name", ["update_account", "update_deal", "update_sale", "update_team", "update_user"]
)
def test_what_changes_nothing_leaves_no_line(name, world, root):
    given = CASES[name][1](world)
    record = next(value for key, value in given.items() if key != "values")
    field = next(iter(given["values"]))
    before = JournalLine.objects.count()
    ACTIONS[name](**given | {"values": {field: getattr(record, field)}}, actor=root)
    assert JournalLine.objects.count() == before


@pytest.mark.parametrize("name", [name for name in CASES if name.startswith("update_")])
def test_a_version_that_is_not_the_stored_one_is_refused(name, world, root):
    given = CASES[name][1](world)
    record = next(value for key, value in given.items() if key != "values")
    before = JournalLine.objects.count()
    with pytest.raises(StaleWrite):
        ACTIONS[name](**given, version=record.version + 7, actor=root)
    assert JournalLine.objects.count() == before
