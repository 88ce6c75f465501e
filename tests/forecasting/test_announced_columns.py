"""Each column of the report holds what its name says, to the day."""

from dataclasses import replace
from datetime import date

from carnet.forecasting.announced.lines import Sums
from tests.forecasting.announcing import NOVEMBER, announce, head_with_agents, report, row_of, wait


def test_what_waits_is_expected_by_the_last_day_of_the_period_overdue_or_not(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    wait(agent, 100, due=date(2026, 11, 30), actor=root)
    wait(agent, 20, due=date(2026, 11, 20), actor=root)
    wait(agent, 3, due=date(2026, 11, 19), actor=root)
    wait(agent, 0.4, due=date(2025, 1, 2), actor=root)
    wait(agent, 5_000, due=date(2026, 12, 1), actor=root)
    line = row_of(report(), "Aline")
    assert line.sums == Sums(
        due_today=20_00,
        overdue=3_40,
        expected=123_40,
        due_today_deals=1,
        overdue_deals=2,
        expected_deals=4,
    )
    assert line.sums.announced == 4


def test_what_closed_counts_from_the_first_to_the_last_day_of_the_period(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    asked = replace(NOVEMBER, until_on=date(2026, 11, 15))
    for amount, day in ((1, 31), (20, 1), (300, 15), (4_000, 16)):
        on = date(2026, 10 if day == 31 else 11, day)
        announce(agent, amount, kind="won", closed_on=on, actor=root)
        announce(agent, amount * 2, kind="lost", closed_on=on, actor=root)
    sums = row_of(report(asked), "Aline").sums
    assert (sums.paid, sums.paid_deals) == (320_00, 2)
    assert (sums.refused, sums.refused_deals) == (640_00, 2)


def test_the_rate_counts_twelve_months_with_the_day_itself_and_not_its_day_a_year_ago(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    announce(agent, 1, kind="lost", closed_on=date(2025, 11, 20), actor=root)
    announce(agent, 1, kind="won", closed_on=date(2025, 11, 21), actor=root)
    announce(agent, 1, kind="lost", closed_on=date(2026, 11, 20), actor=root)
    rate = row_of(report(), "Aline").rate
    assert (rate.paid, rate.closed) == (1, 2)


def test_a_deal_without_a_due_date_is_not_announced(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    wait(agent, 100, due=None, actor=root)
    assert row_of(report(), "Aline").sums == Sums()


def test_a_paid_deal_counts_for_what_was_paid_and_a_refused_one_for_what_was_hoped(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    closed = {"closed_on": date(2026, 11, 2), "actor": root}
    announce(agent, 100, kind="won", closed_amount=80_00, **closed)
    announce(agent, 70, kind="lost", **closed)
    announce(agent, None, kind="lost", **closed)
    sums = row_of(report(), "Aline").sums
    assert (sums.paid, sums.refused, sums.announced) == (80_00, 70_00, 3)


def test_a_head_s_own_sales_belong_to_the_group_they_lead(root):
    head, _agent = head_with_agents("Aline", "Noé", actor=root)
    wait(head, 50, actor=root)
    (line,) = row_of(report(), "Aline").managers
    assert (line.key, line.sums.expected) == ("Aline", 50_00)


def test_a_head_under_another_head_sells_in_the_group_above(root):
    head, _agent = head_with_agents("Aline", "Noé", actor=root)
    above, below = head_with_agents("Paul", "Léa", actor=root)
    assert below.team.head == above
    type(head).objects.filter(pk=head.pk).update(team=below.team)
    wait(head, 50, actor=root)
    assert [line.key for line in row_of(report(), "Paul").managers] == ["Aline"]
    assert row_of(report(), "Aline").managers == ()


def test_sales_of_nobody_and_of_agents_without_a_head_stand_on_a_line_without_a_name(root, bruno):
    wait(None, 5, actor=root)
    wait(bruno.member, 30, actor=root)
    line = row_of(report(), None)
    assert [(part.key, part.sums.expected) for part in line.managers] == [("Bruno", 30_00), (None, 5_00)]
    assert line.sums.expected == 35_00


def test_every_head_has_a_line_by_name_and_those_without_one_come_last(root):
    for name in ("Zoé", "Élodie", "Fanny"):
        head_with_agents(name, f"Agent de {name}", actor=root)
    wait(None, 5, actor=root)
    assert [row.key for row in report().rows] == ["Élodie", "Fanny", "Zoé", None]
