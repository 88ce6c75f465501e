"""A past day shows what was known at its end: nothing that came later, nothing less."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from carnet.deals.actions import lose_deal, reopen_deal, update_deal, win_deal
from carnet.deals.models import Deal
from carnet.forecasting.announced.deals import announced_deals
from carnet.forecasting.announced.queries import announced_report
from tests.forecasting.announcing import NOVEMBER, close, head_with_agents, report, row_of, wait

OCTOBER_15 = replace(
    NOVEMBER, from_on=date(2026, 10, 1), until_on=date(2026, 12, 31), as_of=date(2026, 10, 15)
)


@pytest.fixture
def agent(root):
    return head_with_agents("Aline", "Noé", actor=root)[1]


@pytest.fixture
def deal(root, agent):
    return wait(agent, 100, due=date(2026, 12, 1), actor=root)[0]


def on(root, day):
    return replace(root, at=datetime.combine(day, datetime.min.time(), tzinfo=UTC).replace(hour=12))


def sums_of(asked, key="Aline"):
    return row_of(report(asked), key).sums


def test_a_deal_paid_later_still_waits(root, deal):
    win_deal(deal=deal, amount=90_00, on=date(2026, 10, 16), actor=root)
    assert (sums_of(OCTOBER_15).expected, sums_of(OCTOBER_15).paid) == (100_00, 0)
    after = replace(OCTOBER_15, as_of=date(2026, 10, 16))
    assert (sums_of(after).expected, sums_of(after).paid) == (0, 90_00)


def test_a_deal_begun_later_is_not_there_yet(root, agent):
    wait(agent, 70, engaged_on=date(2026, 10, 16), due=date(2026, 12, 1), actor=root)
    assert sums_of(OCTOBER_15).announced == 0
    assert sums_of(replace(OCTOBER_15, as_of=date(2026, 10, 16))).announced == 1


def test_amount_and_due_date_are_those_of_then(root, deal):
    late = on(root, date(2026, 10, 20))
    update_deal(deal=deal, values={"amount": 500_00, "expected_close_on": date(2027, 3, 1)}, actor=late)
    assert sums_of(OCTOBER_15).expected == 100_00
    assert sums_of(replace(OCTOBER_15, as_of=date(2026, 10, 20))).expected == 0


def test_a_deal_moved_between_agents_belonged_to_whom_had_it_then(root, deal):
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    update_deal(deal=deal, values={"agent": lea}, actor=on(root, date(2026, 10, 16)))
    assert (sums_of(OCTOBER_15).expected, sums_of(OCTOBER_15, "Paul").expected) == (100_00, 0)
    after = replace(OCTOBER_15, as_of=date(2026, 10, 16))
    assert (sums_of(after).expected, sums_of(after, "Paul").expected) == (0, 100_00)


def test_a_deal_refused_then_and_reopened_since_was_refused(root, deal):
    lose_deal(deal=deal, on=date(2026, 10, 10), actor=on(root, date(2026, 10, 10)))
    reopen_deal(deal=Deal.objects.get(pk=deal.pk), actor=on(root, date(2026, 11, 3)))
    then = sums_of(OCTOBER_15)
    assert (then.refused, then.refused_deals, then.expected) == (100_00, 1, 0)
    assert row_of(report(OCTOBER_15), "Aline").rate.closed == 1
    earlier = replace(OCTOBER_15, from_on=date(2026, 10, 11))
    assert sums_of(earlier).refused == 0
    assert row_of(report(NOVEMBER), "Aline").rate is None


def test_a_deal_reopened_twice_had_closed_on_the_day_of_its_last_closing(root, deal):
    for lost, again in ((date(2026, 10, 2), date(2026, 10, 4)), (date(2026, 10, 9), date(2026, 11, 1))):
        lose_deal(deal=Deal.objects.get(pk=deal.pk), on=lost, actor=on(root, lost))
        reopen_deal(deal=Deal.objects.get(pk=deal.pk), actor=on(root, again))
    assert sums_of(replace(OCTOBER_15, from_on=date(2026, 10, 9))).refused_deals == 1
    assert sums_of(replace(OCTOBER_15, from_on=date(2026, 10, 10))).refused_deals == 0
    assert sums_of(replace(OCTOBER_15, as_of=date(2026, 10, 5))).expected_deals == 1


def test_what_is_paid_again_for_more_later_was_worth_what_was_announced(root, deal):
    win_deal(deal=deal, amount=90_00, on=date(2026, 10, 1), actor=on(root, date(2026, 10, 1)))
    reopen_deal(deal=Deal.objects.get(pk=deal.pk), actor=on(root, date(2026, 11, 1)))
    win_deal(
        deal=Deal.objects.get(pk=deal.pk),
        amount=999_00,
        on=date(2026, 11, 5),
        actor=on(root, date(2026, 11, 5)),
    )
    assert sums_of(OCTOBER_15).paid == 100_00
    assert sums_of(NOVEMBER).paid == 999_00


def test_a_closed_deal_handed_over_later_stays_with_who_closed_it(root, deal):
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    win_deal(deal=deal, amount=90_00, on=date(2026, 10, 5), actor=on(root, date(2026, 10, 5)))
    update_deal(deal=Deal.objects.get(pk=deal.pk), values={"agent": lea}, actor=on(root, date(2026, 11, 2)))
    then = sums_of(OCTOBER_15)
    assert (then.paid, then.paid_deals) == (90_00, 1)
    assert sums_of(NOVEMBER).announced == 0
    assert sums_of(replace(NOVEMBER, from_on=date(2026, 10, 1)), "Paul").paid == 90_00


def test_the_rate_is_that_of_the_twelve_months_before_the_day(root, agent):
    close(agent, paid=1, refused=1, on=date(2026, 10, 15), actor=root)
    close(agent, refused=3, on=date(2026, 10, 16), actor=root)
    assert row_of(report(OCTOBER_15), "Aline").rate.exact == Fraction(1, 2)
    assert row_of(report(NOVEMBER), "Aline").rate.exact == Fraction(1, 5)


def test_due_today_and_overdue_are_told_from_the_day(deal):
    december = replace(OCTOBER_15, as_of=date(2026, 12, 1))
    assert (sums_of(december).due_today, sums_of(december).overdue) == (100_00, 0)
    december = replace(OCTOBER_15, as_of=date(2026, 12, 2))
    assert (sums_of(december).due_today, sums_of(december).overdue) == (0, 100_00)
    assert (sums_of(OCTOBER_15).due_today, sums_of(OCTOBER_15).overdue) == (0, 0)


def test_who_handed_a_deal_over_sees_what_it_was_worth_then_but_no_longer_its_name(root, bruno, chloe):
    (deal,) = wait(bruno.member, 100, due=date(2026, 12, 1), name="Secret", actor=root)
    update_deal(deal=deal, values={"agent": chloe.member}, actor=on(root, date(2026, 10, 16)))
    for person, name in ((bruno, ""), (chloe, "Secret")):
        found = announced_report(OCTOBER_15)
        (then,) = announced_deals(found, person.viewer, [bruno.member.pk])[bruno.member.pk]
        assert (then.amount, then.name, then.reference == "") == (100_00, name, not name)
    assert announced_deals(found, bruno.viewer, [chloe.member.pk]) == {}
