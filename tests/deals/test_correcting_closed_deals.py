"""Closed deals corrected: days, amounts and reasons stay those of their stage."""

from datetime import date

import pytest

from carnet.core.errors import Invalid, NotAllowed
from carnet.deals import actions
from carnet.deals.models import Deal, Pipeline, Stage
from tests.web import world


@pytest.fixture
def deal(bruno) -> Deal:
    return world.deal(bruno, amount=120_000, agent=bruno.member, engaged_on=date(2026, 10, 1))


def _change(deal, by, **values):
    return actions.update_deal(deal=deal, values=values, actor=by.actor)


def test_a_won_deal_may_bring_in_more_than_was_expected(deal, bruno):
    actions.win_deal(deal=deal, amount=150_050, actor=bruno.actor)
    assert (deal.amount, deal.closed_amount, deal.value) == (120_000, 150_050, 150_050)


@pytest.mark.parametrize(
    ("values", "closed"), [({"amount": 700}, 700), ({}, 0), ({"amount": 0}, 0), ({"amount": -500}, -500)]
)
def test_without_a_stated_amount_a_won_deal_brings_in_what_was_expected(values, closed, bruno):
    deal = actions.win_deal(deal=world.deal(bruno, **values), actor=bruno.actor)
    assert (deal.closed_amount, deal.value) == (closed, closed)


def test_without_an_expected_amount_it_brings_in_the_list_price(bruno):
    product = world.product(bruno, list_price=1995)
    deal = world.deal(bruno, lines=[{"product": product, "quantity": 2}])
    assert actions.win_deal(deal=deal, actor=bruno.actor).closed_amount == 3990


def test_a_won_deal_that_turns_out_lost_has_no_closed_amount(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    actions.lose_deal(deal=deal, reason="Impayé", actor=bruno.actor)
    stored = Deal.objects.get()
    assert (stored.closed_amount, stored.lost_reason, stored.value) == (None, "Impayé", 120_000)


def test_a_lost_deal_won_after_all_keeps_no_reason(deal, bruno):
    actions.lose_deal(deal=deal, reason="Prix", actor=bruno.actor)
    actions.win_deal(deal=deal, actor=bruno.actor)
    assert (Deal.objects.get().lost_reason, deal.closed_amount) == ("", 120_000)
    _change(deal, bruno, lost_reason="Prix")
    assert Deal.objects.get().lost_reason == ""


def test_a_lost_deal_takes_no_closed_amount(deal, bruno):
    actions.lose_deal(deal=deal, actor=bruno.actor)
    with pytest.raises(Invalid) as refusal:
        _change(deal, bruno, closed_amount=500)
    assert refusal.value.field == "closed_amount"
    assert Deal.objects.get().closed_amount is None


@pytest.mark.parametrize("values", [{"closed_on": date(2026, 11, 1)}, {"closed_amount": 500}])
def test_an_open_deal_is_closed_by_its_stage_only(values, deal, bruno):
    with pytest.raises(Invalid) as refusal:
        _change(deal, bruno, **values)
    assert refusal.value.field == "stage"


def test_a_new_deal_in_an_open_stage_is_not_closed_whatever_it_brings(bruno):
    deal = world.deal(bruno, closed_on=date(2026, 11, 1), closed_amount=500, lost_reason="Prix")
    assert (deal.closed_on, deal.closed_amount, deal.lost_reason) == (None, None, "")


def test_a_closed_day_cannot_be_emptied_nor_lie_before_the_engagement(deal, bruno):
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    assert _change(deal, bruno, closed_on=None).closed_on == date(2026, 11, 20)
    for values in ({"closed_on": date(2026, 9, 1)}, {"engaged_on": date(2026, 12, 1)}):
        with pytest.raises(Invalid) as refusal:
            _change(deal, bruno, **values)
        assert refusal.value.field == "closed_on"


def test_an_emptied_closed_amount_is_the_expected_one_again(deal, bruno):
    actions.win_deal(deal=deal, amount=150_000, actor=bruno.actor)
    assert _change(deal, bruno, closed_amount=None).closed_amount == 120_000


@pytest.mark.parametrize("amount", [10**15 + 1, -(10**15) - 1, 2**63])
def test_amounts_are_bounded(amount, deal, bruno):
    for act in (
        lambda: actions.win_deal(deal=deal, amount=amount, actor=bruno.actor),
        lambda: _change(deal, bruno, amount=amount),
    ):
        with pytest.raises(Invalid):
            act()
    assert (deal.is_open, deal.amount, Deal.objects.get().version) == (True, 120_000, 1)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1799, 12, 31), date(9999, 12, 31)])
def test_days_nobody_means_are_refused(day, deal, bruno):
    with pytest.raises(Invalid):
        _change(deal, bruno, expected_close_on=day)
    with pytest.raises(Invalid):
        actions.win_deal(deal=deal, on=day, actor=bruno.actor)


def test_an_open_deal_is_not_reopened(deal, bruno, lecteur):
    with pytest.raises(Invalid):
        actions.reopen_deal(deal=deal, actor=bruno.actor)
    with pytest.raises(NotAllowed):
        actions.reopen_deal(deal=deal, actor=lecteur.actor)


def test_a_pipeline_without_a_won_stage_wins_nothing(bruno, root):
    pipeline = Pipeline.objects.create(name="Export", created_at=root.at, updated_at=root.at)
    own = {"pipeline": pipeline, "created_at": root.at, "updated_at": root.at}
    stage = Stage.objects.create(name="Contact", kind="prospecting", **own)
    deal = world.deal(bruno, stage=stage)
    with pytest.raises(Invalid) as refusal:
        actions.win_deal(deal=deal, actor=bruno.actor)
    assert refusal.value.field == "stage"


def test_a_stage_of_another_pipeline_takes_the_deal_there_and_back(deal, bruno, root):
    pipeline = Pipeline.objects.create(name="Export", created_at=root.at, updated_at=root.at)
    own = {"pipeline": pipeline, "created_at": root.at, "updated_at": root.at}
    abroad = Stage.objects.create(name="Payée", kind="won", **own)
    home = deal.stage
    _change(deal, bruno, stage=abroad)
    assert (deal.is_won, deal.closed_amount) == (True, 120_000)
    with pytest.raises(Invalid):
        actions.reopen_deal(deal=deal, actor=bruno.actor)
    _change(deal, bruno, stage=home)
    assert (Deal.objects.get().stage_kind, deal.closed_on) == ("prospecting", None)
