"""What was won day by day, for everyone or for some, beside the year before."""

from datetime import date

import pytest

from carnet.deals.actions import create_deal, lose_deal, win_deal
from carnet.forecasting.course import course

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 4)


def won(person, amount, on, **values):
    deal = create_deal(values={"name": "x", "agent": person.member, **values}, actor=person.actor)
    return win_deal(deal=deal, amount=amount, on=on, actor=person.actor)


@pytest.fixture
def deals(bruno, chloe):
    won(bruno, 100, date(2026, 11, 1))
    won(bruno, 30, date(2026, 11, 3))
    won(chloe, 7, date(2026, 11, 3))
    won(bruno, 1, date(2026, 11, 4))
    won(bruno, 50, date(2025, 11, 2), engaged_on=date(2025, 10, 1))
    won(chloe, 5, date(2025, 11, 4), engaged_on=date(2025, 10, 1))
    won(bruno, 999, date(2025, 11, 5), engaged_on=date(2025, 10, 1))
    lose_deal(
        deal=create_deal(values={"name": "y", "agent": bruno.member, "amount": 40}, actor=bruno.actor),
        on=date(2026, 11, 2),
        actor=bruno.actor,
    )


def test_what_is_won_adds_up_to_the_last_known_day(deals, camille):
    told = course(camille.viewer, None, FIRST, LAST, on=date(2026, 11, 3))
    assert told.won == (100, 100, 137)
    assert told.before == (0, 50, 50, 55)
    assert told.before_in_all == 55
    assert told.days == (FIRST, date(2026, 11, 2), date(2026, 11, 3), LAST)


def test_the_agents_asked_for_are_counted_alone(deals, bruno, chloe):
    of_bruno = course(bruno.viewer, {bruno.member.pk}, FIRST, LAST, on=LAST)
    of_chloe = course(chloe.viewer, {chloe.member.pk, bruno.member.pk}, FIRST, LAST, on=LAST)
    assert (of_bruno.won, of_bruno.before) == ((100, 100, 130, 131), (0, 50, 50, 50))
    assert (of_chloe.won, of_chloe.before) == ((0, 0, 7, 7), (0, 0, 0, 5))


def test_without_a_year_before_nothing_is_compared(deals, camille):
    told = course(camille.viewer, None, date(2025, 11, 1), date(2025, 11, 4), on=date(2026, 11, 20))
    assert told.before is None
    assert told.before_in_all is None
    assert told.won == (0, 50, 50, 55)


def test_a_leap_day_does_not_move_the_end(camille, bruno):
    won(bruno, 10, date(2024, 2, 29), engaged_on=date(2024, 1, 1))
    told = course(camille.viewer, None, date(2025, 2, 1), date(2025, 2, 28), on=date(2025, 2, 28))
    assert len(told.days) == 28
    assert told.before is None  # the year before ends on the 28th, as the company's other figures have it
    longer = course(camille.viewer, None, date(2025, 2, 1), date(2025, 3, 1), on=date(2025, 3, 1))
    assert len(longer.before) == len(longer.days) == 29
    assert longer.before_in_all == 10
