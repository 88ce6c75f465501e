"""Little, odd or no history gives sensible lines or a sentence, never a wrong number."""

from datetime import date
from fractions import Fraction

import pytest

from carnet.forecasting.announced.report import report_of
from tests.forecasting.announcing import announce, close, head_with_agents, report, row_of, wait


@pytest.fixture
def agent(root):
    return head_with_agents("Aline", "Noé", actor=root)[1]


def test_an_empty_company_has_an_empty_report_that_says_why_it_has_no_rate(db):
    found = report()
    assert (found.rows, found.total.sums.announced, found.total.still_to_come) == ((), 0, 0)
    assert found.total.rate is None
    assert "12" in str(found.reason)


def test_with_nothing_closed_anywhere_what_is_still_to_come_is_unknown_not_zero(root, agent):
    wait(agent, 100, actor=root)
    found = report()
    line = row_of(found, "Aline")
    assert (line.rate, line.still_to_come, line.forecast) == (None, None, None)
    assert (found.total.still_to_come, found.total.forecast, found.total.rate) == (None, None, None)
    told = found.as_json()
    assert (told["rows"][0]["rate"], told["rows"][0]["rate_source"]) == (None, None)
    assert (told["rows"][0]["still_to_come"], told["total"]["forecast"]) == (None, None)
    assert told["reason"] == str(found.reason)


def test_who_expects_nothing_has_nothing_to_come_whatever_the_rate(root, agent):
    announce(agent, 100, kind="won", closed_on=date(2025, 11, 1), actor=root)
    line = row_of(report(), "Aline")
    assert (line.rate, line.still_to_come, line.forecast) == (None, 0, 0)


def test_a_head_without_history_borrows_the_company_s_rate_and_says_so(root, agent):
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    close(lea, paid=3, refused=9, actor=root)
    wait(agent, 1_000, actor=root)
    line = row_of(report(), "Aline")
    assert (line.rate.source, line.rate.paid, line.rate.closed) == ("company", 3, 12)
    assert line.still_to_come == 250_00
    told = report().as_json()["rows"][0]
    assert (told["rate"], told["rate_source"]) == (0.25, "company")
    assert told["managers"][0]["rate_source"] == "company"
    assert row_of(report(), "Paul").rate.source == "own"


def test_the_company_s_rate_counts_the_deals_of_nobody_too(root, agent):
    close(None, paid=1, refused=1, actor=root)
    wait(agent, 10, actor=root)
    assert row_of(report(), "Aline").rate.exact == Fraction(1, 2)


def test_all_refused_brings_nothing_and_all_paid_brings_everything(root, agent):
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    close(agent, refused=20, actor=root)
    close(lea, paid=20, actor=root)
    wait(agent, 100, actor=root)
    wait(lea, 100, actor=root)
    found = report()
    assert (row_of(found, "Aline").still_to_come, row_of(found, "Paul").still_to_come) == (0, 100_00)
    nothing, everything = row_of(found, "Aline").rate, row_of(found, "Paul").rate
    # 20 and 20 of two heads: r = 1/2, k = 10.
    assert (nothing.shrunk, everything.shrunk) == (pytest.approx(5 / 30), pytest.approx(25 / 30))
    assert nothing.low < nothing.shrunk < nothing.high < everything.low


@pytest.mark.parametrize(("outcome", "end"), [("refused", 0), ("paid", 1)])
def test_a_company_that_only_ever_had_one_outcome_keeps_an_interval(root, agent, outcome, end):
    close(agent, **{outcome: 20}, actor=root)
    rate = row_of(report(), "Aline").rate
    assert (rate.exact, rate.shrunk) == (end, end)
    assert end in (rate.low, rate.high)
    assert 0 < rate.high - rate.low < 0.1


def test_one_closed_deal_counts_as_it_is_and_is_marked_as_too_few(root, agent):
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    close(agent, paid=1, actor=root)
    close(lea, paid=4, refused=15, actor=root)
    wait(agent, 100, actor=root)
    line = row_of(report(), "Aline")
    assert (line.rate.source, line.rate.exact, line.still_to_come) == ("own", 1, 100_00)
    assert (line.rate.is_few, line.rate.shrunk) == (True, pytest.approx(5 / 20))


def test_ten_people_with_seven_closed_deals_each_are_drawn_together(root):
    for number in range(10):
        _head, agent = head_with_agents(f"Chef {number}", f"Agent {number}", actor=root)
        close(agent, paid=number % 8, refused=7 - number % 8, actor=root)
        wait(agent, 700, actor=root)
    found = report()
    # 0 to 7, then 0 and 1: 29 of 70 paid.
    assert (found.company_rate.paid, found.company_rate.closed) == (29, 70)
    usual = 29 / 70
    for number in range(10):
        line = row_of(found, f"Chef {number}")
        own = (number % 8) / 7
        assert line.still_to_come == number % 8 * 100_00
        assert min(own, usual) <= line.rate.shrunk <= max(own, usual)
        assert line.rate.low <= line.rate.shrunk <= line.rate.high
        assert not line.rate.is_few
    assert found.total.still_to_come == 2_900_00


def test_negative_amounts_are_taken_off(root, agent):
    close(agent, paid=1, refused=2, actor=root)
    wait(agent, 100, -40, actor=root)
    announce(agent, 50, -80, kind="won", closed_on=date(2026, 11, 2), actor=root)
    line = row_of(report(), "Aline")
    # 3 of 5 closed deals paid.
    assert (line.sums.expected, line.sums.paid) == (60_00, -30_00)
    assert (line.still_to_come, line.forecast) == (36_00, 6_00)


def test_a_head_without_a_team_and_agents_of_a_team_without_a_head_have_no_name_above(root, helene, chloe):
    wait(chloe.member, 100, actor=root)
    assert [row.key for row in report().rows] == ["Hélène", None]
    assert row_of(report(), None).managers[0].key == "Chloé"
    assert row_of(report(), "Hélène").managers == ()


def test_a_run_gives_back_what_it_stored(root, agent):
    assert report_of(report().kept()) == report()
    wait(agent, 100, actor=root)
    wait(None, 33.33, actor=root)
    assert report_of(report().kept()) == report()
    close(agent, paid=2, refused=1, actor=root)
    assert report_of(report().kept()) == report()
    assert report_of(report().kept()).as_json() == report().as_json()
