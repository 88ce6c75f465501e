"""What a day knew of the deals: the state of its evening, and nothing of what came later."""

from datetime import date

import numpy as np
import pytest

from carnet.deals import actions
from carnet.deals.models import Deal
from carnet.forecasting.pipeline.history import LOST, OPEN, WON
from carnet.forecasting.pipeline.reading import DealRow, StateRow, built, load_history
from carnet.metrics.people import NOWHERE, Place

HELENE = Place(9, "Hélène")
PEOPLE = {
    None: (NOWHERE, NOWHERE),
    1: (Place(1, "Bruno"), HELENE),
    2: (Place(2, "Chloé"), NOWHERE),
    9: (HELENE, HELENE),
}


def day(text):
    return date.fromisoformat(text).toordinal()


def row(pk, kind, **values):
    told = {
        "stage": 1,
        "closed_on": None,
        "closed_amount": None,
        "amount": 500,
        "list_amount": 700,
        "engaged_on": date(2026, 1, 5),
        "created_on": date(2026, 1, 5),
        "agent": 1,
        "product": None,
        "expected_on": None,
    }
    return DealRow(id=pk, reference=f"D{pk}", kind=kind, **{**told, **values})


def state(pk, on, kind, *, amount=500, agent=1, expected=None, stage=1):
    return StateRow(pk, date.fromisoformat(on), kind, stage, amount, agent, expected)


@pytest.fixture
def told():
    """Deal 1 changes hands and price before it is won; deal 2 is lost; deal 3 has nothing but its dates."""
    won = row(1, "won", stage=3, closed_on=date(2026, 3, 10), closed_amount=900, amount=800, agent=2)
    lost = row(2, "lost", stage=4, closed_on=date(2026, 2, 1), amount=None)
    past = [
        state(1, "2026-01-05", "prospecting", amount=None),
        state(1, "2026-02-01", "engaging", amount=600, stage=2),
        state(1, "2026-02-01", "engaging", amount=800, agent=2, stage=2, expected=date(2026, 4, 1)),
        state(1, "2026-03-10", "won", amount=800, agent=2, stage=3),
        state(2, "2026-01-05", "engaging", amount=None, stage=2),
        state(2, "2026-02-01", "lost", amount=None, stage=4),
    ]
    undated = row(3, "won", closed_on=date(2026, 2, 20), closed_amount=100, engaged_on=None, agent=None)
    return built([won, lost, undated], past, PEOPLE, {}, {})


def test_nothing_is_known_before_its_first_day(told):
    assert len(told.known_at(day("2026-01-04")).deal) == 0


def test_a_later_price_agent_and_closing_are_not_known_before(told):
    known = told.known_at(day("2026-01-31"))
    assert list(known.deal) == [0, 1, 2]
    assert list(known.kind) == [OPEN, OPEN, OPEN]
    assert list(known.value) == [700, 700, 500]  # the list's price until an amount is announced
    assert [told.people.agents[at] for at in known.agent] == [1, 1, None]
    assert [told.people.heads[at] for at in known.head] == [9, 9, None]


def test_the_last_state_of_a_day_counts_from_that_day(told):
    known = told.known_at(day("2026-02-01"))
    assert list(known.kind) == [OPEN, LOST, OPEN]
    assert list(known.value) == [800, 700, 500]
    assert known.expected_on[0] == day("2026-04-01")
    assert told.people.agents[known.agent[0]] == 2
    assert known.stage_since[0] == day("2026-02-01")
    assert known.since_on[0] == day("2026-01-05")  # open all along


def test_a_won_deal_is_worth_its_closed_amount_from_its_closing(told):
    assert list(told.known_at(day("2026-03-09")).value) == [800, 700, 100]
    known = told.known_at(day("2026-03-10"))
    assert list(known.kind) == [WON, LOST, WON]
    assert list(known.value) == [900, 700, 100]
    assert known.since_on[0] == day("2026-03-10")


def test_a_closed_deal_without_an_opening_has_no_age(told):
    undated = built(
        [row(1, "won", closed_on=date(2026, 1, 3), closed_amount=1, engaged_on=None)], [], PEOPLE, {}, {}
    )
    assert list(undated.has_age) == [False]
    assert list(told.has_age) == [True, True, True]


def test_each_agent_stands_in_the_group_of_their_head(told):
    people = told.people
    assert [people.heads[at] for at in people.head_of] == [None, 9, None, 9]


def test_the_database_tells_the_same(bruno, helene, django_assert_max_num_queries):
    """Entered and won today, for less than announced: yesterday knew nothing of it."""
    deal = actions.create_deal(
        values={"name": "Vitrine", "amount": 500_00, "agent": bruno.member}, actor=bruno.actor
    )
    actions.win_deal(deal=deal, amount=450_00, actor=bruno.actor)
    with django_assert_max_num_queries(6):
        history = load_history()
    today = Deal.objects.get().closed_on.toordinal()
    assert list(history.known_at(today - 1).deal) == []
    known = history.known_at(today)
    assert (known.kind[0], known.value[0]) == (WON, 450_00)
    assert history.people.heads[known.head[0]] == helene.member.pk
    assert np.array_equal(history.ids, [deal.pk])


def test_a_price_paid_at_a_later_closing_is_unknown_at_the_first():
    """Won in March, reopened in April, won again for more in June."""
    deal = row(4, "won", closed_on=date(2026, 6, 1), closed_amount=900)
    past = [
        state(4, "2026-01-05", "engaging"),
        state(4, "2026-03-10", "won"),
        state(4, "2026-04-01", "engaging"),
        state(4, "2026-06-01", "won"),
    ]
    history = built([deal], past, PEOPLE, {}, {})
    assert history.known_at(day("2026-03-15")).value.tolist() == [500]
    assert history.known_at(day("2026-06-01")).value.tolist() == [900]
