"""Progress towards quotas: every figure worked out by hand, and only what the viewer may see."""

from datetime import date

import pytest

from carnet.core.period import month_of, quarter_of
from carnet.deals.actions import create_deal, lose_deal, win_deal
from carnet.forecasting.pipeline.lines import Line, PipelineForecast
from carnet.forecasting.quotas import actions
from carnet.forecasting.quotas.progress import quota_progress

NOVEMBER = month_of(date(2026, 11, 20))
DAYS = {"from_on": NOVEMBER.start, "until_on": NOVEMBER.end}


def won(camille, member, amount, day=10):
    deal = create_deal(values={"name": "Campagne", "agent": member}, actor=camille.actor)
    win_deal(deal=deal, amount=amount, on=date(2026, 11, day), actor=camille.actor)


def quota(camille, member, amount):
    values = {"member": member, "amount": amount, **DAYS}
    actions.create_quota(values=values, actor=camille.actor)


def line(key, pk, forecast):
    return Line(key, pk, None, 0, None, None, None, forecast, None, None, closed_deals=9)


@pytest.fixture
def studio(camille, helene, bruno, chloe):
    """Bruno: 300 + 450 won of 1,000; Chloé (no head): 80 won, no quota; one lost, one of nobody, one late."""
    won(camille, bruno.member, 30_000)
    won(camille, bruno.member, 45_000)
    won(camille, chloe.member, 8_000)
    won(camille, None, 2_000)
    lost = create_deal(
        values={"name": "Perdue", "agent": bruno.member, "amount": 99_900}, actor=camille.actor
    )
    lose_deal(deal=lost, reason="Prix", on=date(2026, 11, 5), actor=camille.actor)
    create_deal(values={"name": "Ouverte", "agent": bruno.member, "amount": 70_000}, actor=camille.actor)
    quota(camille, bruno.member, 100_000)


@pytest.fixture
def forecast(bruno, helene):
    return PipelineForecast(
        as_of=date(2026, 11, 20),
        from_on=NOVEMBER.start,
        until_on=NOVEMBER.end,
        company=line(None, None, 130_000),
        managers=(line("Hélène", helene.member.pk, 110_000), line(None, None, 20_000)),
        agents=(line("Bruno", bruno.member.pk, 110_000),),
        deals=(),
    )


def test_what_is_won_expected_and_missing_of_a_quota(studio, camille, helene, forecast):
    found = quota_progress(camille.viewer, NOVEMBER, forecast)
    group, others = found.groups
    (agent,) = group.agents
    assert (agent.name, agent.quota, agent.won, agent.won_deals, agent.closed_deals) == (
        "Bruno",
        100_000,
        75_000,
        2,
        3,
    )
    assert (agent.reached, agent.missing, agent.expected, agent.gap) == (0.75, 25_000, 1.1, 10_000)
    assert (group.total.id, group.total.quota, group.total.won, group.with_quota) == (
        helene.member.pk,
        100_000,
        75_000,
        1,
    )
    assert [(part.name, part.won, part.quota, part.reached) for part in others.agents] == [
        ("Chloé", 8_000, None, None),
        (None, 2_000, None, None),
    ]
    assert (found.company.won, found.company.won_deals, found.company.closed_deals) == (85_000, 4, 5)
    assert sum(part.total.won for part in found.groups) == found.company.won


def test_without_a_quota_of_its_own_the_company_has_that_of_its_agents(studio, camille, chloe):
    quota(camille, chloe.member, 50_000)
    found = quota_progress(camille.viewer, NOVEMBER)
    assert (found.company.quota, found.of_agents, found.differs_by) == (150_000, 150_000, None)


def test_a_company_quota_beside_the_sum_of_its_agents_says_by_how_much_they_differ(studio, camille):
    quota(camille, None, 160_000)
    found = quota_progress(camille.viewer, NOVEMBER)
    assert (found.company.quota, found.of_agents, found.differs_by) == (160_000, 100_000, 60_000)


def test_who_has_no_quota_or_one_of_zero_has_no_share_of_it(studio, camille, chloe):
    quota(camille, chloe.member, 0)
    _group, others = quota_progress(camille.viewer, NOVEMBER).groups
    (chloe_s, _nobody) = others.agents
    assert (chloe_s.quota, chloe_s.reached, chloe_s.missing, chloe_s.gap) == (0, None, 0, None)


def test_a_forecast_of_other_days_stands_beside_no_quota(studio, camille, forecast):
    quarter = quarter_of(date(2026, 11, 20))
    found = quota_progress(camille.viewer, quarter, forecast)
    assert found.company.forecast is None
    assert [group.total.forecast for group in found.groups] == [None, None]


def test_each_sees_the_own_progress_and_nobody_the_companys(studio, helene, bruno, chloe, forecast):
    seen = {
        person.user.name: [
            (group.total.forecast, [(part.name, part.won) for part in group.agents]) for group in found.groups
        ]
        for person in (helene, bruno, chloe)
        if (found := quota_progress(person.viewer, NOVEMBER, forecast)).company is None
    }
    assert seen == {
        "Hélène": [(110_000, [("Bruno", 75_000)])],
        "Bruno": [(None, [("Bruno", 75_000)])],
        "Chloé": [(None, [("Chloé", 8_000)])],
    }


def test_a_head_who_sells_and_has_none_above_stands_in_the_own_group(studio, camille, helene):
    won(camille, helene.member, 10_000)
    group, _others = quota_progress(camille.viewer, NOVEMBER).groups
    assert [(part.name, part.won) for part in group.agents] == [("Bruno", 75_000), ("Hélène", 10_000)]
    assert group.total.won == 85_000


def test_a_head_who_committed_has_a_group_though_nobody_sold(camille, helene):
    values = {"head": helene.member, "amount": 500_000, "note": "Sûr", **DAYS}
    actions.create_commitment(values=values, actor=helene.actor)
    (group,) = quota_progress(camille.viewer, NOVEMBER).groups
    assert (group.total.name, group.total.won, group.commitment.amount) == ("Hélène", 0, 500_000)


def test_progress_takes_as_many_queries_for_many_as_for_one(
    studio, camille, bruno, team, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        quota_progress(camille.viewer, NOVEMBER)
