"""The dated past: one state for each change of stage, amount, agent or expected close, in order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from carnet.core.errors import Invalid
from carnet.deals import actions
from carnet.deals.models import Deal, DealState, Stage
from carnet.deals.states import days_in_stages
from tests.web import world

ENGAGED = date(2026, 10, 1)


@pytest.fixture
def deal(bruno) -> Deal:
    return world.deal(bruno, amount=120_000, agent=bruno.member, engaged_on=ENGAGED)


def _past(deal):
    return [(state.from_on, state.stage.kind) for state in deal.states.order_by("from_on", "id")]


def _change(deal, by, **values):
    return actions.update_deal(deal=deal, values=values, actor=by.actor)


def test_a_deal_begins_on_the_day_it_was_engaged_else_entered(deal, bruno):
    assert _past(deal) == [(ENGAGED, "prospecting")]
    assert _past(world.deal(bruno)) == [(date(2026, 11, 20), "prospecting")]


def test_the_day_is_the_companys_not_that_of_greenwich(bruno):
    late = replace(bruno.actor, at=bruno.actor.at.replace(day=30, hour=23, minute=30))
    deal = actions.create_deal(values={"name": "Nuit"}, actor=late)
    assert (deal.created_on, _past(deal)[0][0]) == (date(2026, 12, 1), date(2026, 12, 1))


def test_a_deal_entered_closed_was_open_from_its_engagement(bruno):
    won = Stage.objects.get(kind="won")
    deal = world.deal(bruno, stage=won, engaged_on=ENGAGED, closed_on=date(2026, 11, 2), closed_amount=5)
    assert _past(deal) == [(ENGAGED, "engaging"), (date(2026, 11, 2), "won")]


def test_a_deal_entered_closed_in_the_past_without_engagement_was_never_open_after(bruno):
    lost = Stage.objects.get(kind="lost")
    deal = world.deal(bruno, stage=lost, closed_on=date(2026, 9, 2))
    assert _past(deal) == [(date(2026, 9, 2), "engaging"), (date(2026, 9, 2), "lost")]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ({"amount": 90_000}, 2),
        ({"expected_close_on": date(2026, 12, 1)}, 2),
        ({"agent": None}, 2),
        ({"amount": 1, "agent": None, "expected_close_on": date(2026, 12, 1)}, 2),
        ({"name": "Autre", "note": "Rappeler", "probability": 0.5}, 1),
        ({"amount": 120_000}, 1),
    ],
)
def test_only_what_forecasts_look_at_is_kept(values, kept, deal, bruno):
    _change(deal, bruno, **values)
    assert deal.states.count() == kept


def test_a_state_holds_the_deal_as_it_stood(deal, bruno):
    _change(deal, bruno, amount=90_000, expected_close_on=date(2026, 12, 1), agent=None)
    first, second = deal.states.order_by("id")
    assert (first.amount, first.expected_close_on, first.agent) == (120_000, None, bruno.member)
    assert (second.amount, second.expected_close_on, second.agent) == (90_000, date(2026, 12, 1), None)
    assert (second.from_on, second.at) == (date(2026, 11, 20), bruno.actor.at)


def test_a_deal_won_before_it_was_entered_was_not_open_afterwards(bruno):
    deal = world.deal(bruno)
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    assert _past(deal) == [(date(2026, 11, 3), "prospecting"), (date(2026, 11, 3), "won")]


@pytest.mark.parametrize("corrected", [date(2026, 10, 20), date(2026, 11, 12)])
def test_a_corrected_closing_day_moves_the_state_it_dates(corrected, deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    _change(deal, bruno, closed_on=corrected)
    assert _past(deal) == [(ENGAGED, "prospecting"), (corrected, "won")]
    assert Deal.objects.get().stage_since == corrected


def test_a_correction_leaves_an_earlier_closing_alone(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 10, 10), actor=bruno.actor)
    actions.reopen_deal(deal=deal, actor=bruno.actor)
    actions.win_deal(deal=deal, on=date(2026, 11, 22), actor=bruno.actor)
    _change(deal, bruno, closed_on=date(2026, 11, 25))
    assert _past(deal) == [
        (ENGAGED, "prospecting"),
        (date(2026, 10, 10), "won"),
        (date(2026, 11, 20), "prospecting"),
        (date(2026, 11, 25), "won"),
    ]


def test_a_reopened_deal_stands_in_its_stage_since_today(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    actions.reopen_deal(deal=deal, actor=bruno.actor)
    assert (deal.stage_since, deal.is_open) == (date(2026, 11, 20), True)


def test_a_refused_change_leaves_no_state(deal, bruno):
    with pytest.raises(Invalid):
        _change(deal, bruno, amount=1, probability=7.0)
    assert DealState.objects.count() == 1


def test_days_are_counted_stage_by_stage(deal, bruno):
    engaging = Stage.objects.get(kind="engaging")
    later = replace(bruno.actor, at=bruno.actor.at + timedelta(days=4))
    actions.update_deal(deal=deal, values={"stage": engaging}, actor=bruno.actor)
    actions.win_deal(deal=deal, actor=later)
    days = days_in_stages(deal.states.order_by("from_on", "id"), on=date(2026, 11, 30))
    prospecting = deal.states.order_by("id")[0].stage_id
    assert days == {prospecting: 50, engaging.pk: 4, deal.stage_id: 6}
