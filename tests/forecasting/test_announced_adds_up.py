"""The parts make the whole, to the cent and at every level, whatever was announced."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.forecasting.announced.deals import announced_deals
from carnet.forecasting.announced.lines import SUMS
from carnet.forecasting.shares import shared
from tests.forecasting.announcing import NOVEMBER, announce, close, head_with_agents, report, wait

AMOUNTS = st.lists(st.integers(-50_00, 10**9).map(lambda cents: cents / 100), max_size=4)
FRACTIONS = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 200))


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(FRACTIONS, min_size=1, max_size=12))
def test_shares_make_the_whole_and_none_is_a_cent_off(parts):
    whole = round(sum(parts))
    cents = shared(whole, parts)
    assert sum(cents) == whole
    assert all(abs(cent - part) < 1 for cent, part in zip(cents, parts, strict=True))


def test_the_largest_remainders_are_rounded_up():
    third = Fraction(100, 3)
    assert shared(100, [third, third, third]) == [34, 33, 33]
    assert shared(7, [Fraction(5, 2), Fraction(9, 4), Fraction(9, 4)]) == [3, 2, 2]
    assert shared(0, []) == []


@pytest.fixture
def agents(root):
    _aline, noe, ines = head_with_agents("Aline", "Noé", "Inès", actor=root)
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    return noe, ines, lea, None


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(AMOUNTS, min_size=4, max_size=4), st.integers(0, 7), st.integers(1, 9))
def test_deals_make_agents_make_heads_make_the_total(root, camille, agents, amounts, paid, refused):
    close(agents[0], paid=paid, refused=refused, actor=root)
    for agent, expected in zip(agents, amounts, strict=True):
        wait(agent, *expected, actor=root)
        announce(agent, *expected[:2], kind="won", closed_on=date(2026, 11, 3), actor=root)
    found = report()
    deals = announced_deals(found, camille.viewer)
    assert sum(row.still_to_come for row in found.rows) == found.total.still_to_come
    for row in found.rows:
        assert sum(line.still_to_come for line in row.managers) == row.still_to_come
        assert abs(row.still_to_come - row.sums.expected * row.rate.exact) <= Fraction(1, 2)
        assert row.forecast == sum(line.forecast for line in row.managers)
        for name in SUMS:
            assert getattr(row.sums, name) == sum(getattr(line.sums, name) for line in row.managers)
        for line in row.managers:
            mine = deals[line.id]
            assert sum(deal.still_to_come or 0 for deal in mine) == line.still_to_come
            assert len(mine) == line.sums.announced
            waiting = [deal.amount for deal in mine if deal.status == "waiting"]
            assert (sum(waiting), len(waiting)) == (line.sums.expected, line.sums.expected_deals)


def test_the_report_takes_three_queries_however_many_deals(root, agents, django_assert_num_queries):
    for agent in agents:
        wait(agent, *[10] * 30, actor=root)
        close(agent, paid=20, refused=20, actor=root)
    with django_assert_num_queries(3):
        report()


def test_the_deals_behind_it_take_three_more(root, camille, agents, django_assert_num_queries):
    for agent in agents:
        wait(agent, *[10] * 30, actor=root)
    found = report(NOVEMBER)
    with django_assert_num_queries(3):
        assert sum(map(len, announced_deals(found, camille.viewer).values())) == 120
