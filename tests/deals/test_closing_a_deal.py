"""Closing and reopening: the stage decides the day, the amount and the dated states."""

from datetime import date

import pytest

from carnet.core.errors import Invalid, NotAllowed, StaleWrite
from carnet.deals import actions, queries
from carnet.deals.models import Deal


@pytest.fixture
def deal(bruno) -> Deal:
    values = {"name": "Campagne", "amount": 120_000, "agent": bruno.member, "engaged_on": date(2026, 10, 1)}
    return actions.create_deal(values=values, actor=bruno.actor)


def test_a_won_deal_brings_in_its_amount_on_the_day(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    assert (deal.is_won, deal.closed_on, deal.closed_amount, deal.value) == (
        True,
        date(2026, 11, 3),
        120_000,
        120_000,
    )
    assert deal.occurred_on == date(2026, 11, 3)


def test_a_lost_deal_keeps_its_expected_value_and_has_no_closed_amount(deal, bruno):
    actions.lose_deal(deal=deal, reason="Prix", actor=bruno.actor)
    assert (deal.is_lost, deal.closed_on, deal.closed_amount, deal.value) == (
        True,
        date(2026, 11, 20),
        None,
        120_000,
    )


def test_reopening_puts_it_back_into_the_stage_it_closed_from(deal, bruno):
    before = deal.stage
    actions.win_deal(deal=deal, actor=bruno.actor)
    actions.reopen_deal(deal=deal, actor=bruno.actor)
    assert (deal.stage, deal.closed_on, deal.closed_amount) == (before, None, None)
    assert deal.occurred_on == date(2026, 10, 1)


def test_every_move_leaves_a_dated_state(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    past = [(state.from_on, state.stage.kind) for state in deal.states.order_by("id")]
    assert past == [(date(2026, 10, 1), "prospecting"), (date(2026, 11, 3), "won")]


def test_a_deal_cannot_close_before_it_was_engaged(deal, bruno):
    with pytest.raises(Invalid) as refusal:
        actions.win_deal(deal=deal, on=date(2026, 9, 30), actor=bruno.actor)
    assert refusal.value.field == "closed_on"
    assert Deal.objects.get().is_open


def test_of_two_people_closing_it_the_second_is_told(deal, bruno, helene):
    same = Deal.objects.get(pk=deal.pk)
    actions.win_deal(deal=deal, actor=bruno.actor)
    with pytest.raises(StaleWrite):
        actions.lose_deal(deal=same, actor=helene.actor)
    assert Deal.objects.get().is_won


def test_a_reader_closes_nothing(deal, lecteur):
    with pytest.raises(NotAllowed):
        actions.win_deal(deal=deal, actor=lecteur.actor)


def test_only_those_who_may_open_a_deal_count_it(deal, camille, chloe, helene, lecteur):
    seen = [queries.visible_deals(person.viewer).count() for person in (camille, chloe, helene, lecteur)]
    assert seen == [1, 0, 1, 1]
