"""Two save at the same moment, each on a connection of their own: one is told, and rules that count hold."""

import pytest

from tests.journal.processes import database, run

PROGRAMS = {
    "win": """
from carnet.deals import actions
from carnet.deals.models import Deal, DealState
actions.create_deal(values={"name": "Campagne", "amount": 5}, actor=actor)
same = [Deal.objects.select_related("stage").get() for _time in range(2)]
together(lambda deal: actions.win_deal(deal=deal, actor=actor), *same)
deal = Deal.objects.get()
print(deal.version, deal.states.count(), deal.closed_amount)
""",
    "enter": """
before = Deal.objects.count(), DealState.objects.count()
def enter(place):
    return [actions.create_deal(values={"name": f"{place}-{number}"}, actor=actor) for number in range(5)]
together(enter, *range(8))
print(Deal.objects.count() - before[0], DealState.objects.count() - before[1])
""",
    "leave": """
from carnet.identity import actions
from carnet.identity.models import User
def owner(name):
    email = f"{name}@carnet.example"
    return actions.create_user(email=email, name=name, role=Role.OWNER, password=None, actor=actor)
def leave(user):
    return actions.update_user(user=user, values={"is_active": False}, actor=actor)
together(leave, owner("a"), owner("b"))
print(User.objects.filter(is_active=True).count())
""",
    "delete": """
from carnet.directory import actions
from carnet.directory.models import Account
from carnet.journal.models import JournalLine
actions.create_account(values={"name": "Achard"}, actor=actor)
same = [Account.objects.get() for _time in range(2)]
together(lambda account: actions.delete_account(account=account, actor=actor) is None, *same)
print(JournalLine.objects.filter(action="directory.account.deleted").count())
""",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> dict[str, list[str]]:
    """What the races print; one process runs them all, as starting it takes longer than they do."""
    with database(tmp_path_factory.mktemp("writers")) as environment:
        return run(PROGRAMS, environment)


def test_exactly_one_of_two_simultaneous_writers_of_a_deal_wins(said):
    assert said["win"] == ["412 done", "2 2 5"]


def test_eight_who_enter_different_deals_all_succeed(said):
    assert said["enter"] == [" ".join(["done"] * 8), "40 40"]


def test_two_owners_who_leave_at_the_same_moment_leave_one(said):
    assert said["leave"] == ["409 done", "1"]


def test_a_record_is_deleted_once(said):
    assert said["delete"] == ["412 done", "1"]
