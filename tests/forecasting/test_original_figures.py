"""The figures of the first users of announced sales come out to the cent, from real deals."""

from datetime import date

import pytest

from tests.forecasting.announcing import announce, close, head_with_agents, report, row_of, wait


@pytest.mark.parametrize(
    ("expected", "paid", "closed", "still_to_come"),
    [
        (87_534, 8, 117, 5_985_23),  # 5985.2307…
        (104_808, 1, 12, 8_734_00),
        (78_446, 16, 85, 14_766_31),  # 14766.3058…
        (517_792, 6, 53, 58_617_96),  # 58617.9622…
        (312_017, 7, 15, 145_607_93),  # 145607.9333…
    ],
)
def test_what_is_expected_times_the_rate_is_still_to_come(root, expected, paid, closed, still_to_come):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    close(agent, paid=paid, refused=closed - paid, on=date(2026, 2, 2), actor=root)
    wait(agent, expected - 1_000, 600, 400, actor=root)
    line = row_of(report(), "Aline")
    assert line.sums.expected == expected * 100
    assert (line.rate.paid, line.rate.closed, line.rate.source) == (paid, closed, "own")
    assert line.still_to_come == still_to_come


def test_what_was_paid_in_the_period_comes_on_top(root):
    _head, agent = head_with_agents("Aline", "Noé", actor=root)
    announce(agent, 50_000, 6_694, kind="won", closed_on=date(2026, 11, 3), actor=root)
    close(agent, paid=6, refused=109, actor=root)
    wait(agent, 87_534, actor=root)
    line = row_of(report(), "Aline")
    assert (line.rate.paid, line.rate.closed) == (8, 117)
    assert (line.sums.paid, line.sums.paid_deals) == (56_694_00, 2)
    assert line.forecast == 62_679_23


def test_the_total_is_the_sum_of_the_heads_and_its_rate_follows_from_it(root):
    _aline, noe = head_with_agents("Aline", "Noé", actor=root)
    _paul, lea = head_with_agents("Paul", "Léa", actor=root)
    close(noe, paid=1, refused=11, actor=root)
    close(lea, paid=7, refused=8, actor=root)
    wait(noe, 104_808, actor=root)
    wait(lea, 312_017, actor=root)
    total = report().total
    assert total.sums.expected == 416_825_00
    assert total.still_to_come == 8_734_00 + 145_607_93
    assert total.rate == pytest.approx(154_341.93 / 416_825)
    assert total.rate != pytest.approx((1 / 12 + 7 / 15) / 2, rel=0.1)
