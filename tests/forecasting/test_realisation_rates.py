"""Of what was open on past days, how much was won within the horizon: by value, by count, drawn together."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from carnet.forecasting.pipeline.reading import DealRow, built
from carnet.forecasting.pipeline.realised import realisations, snapshots
from carnet.forecasting.realisation import realisations_of
from carnet.metrics.people import NOWHERE, Place

HELENE, PAUL = Place(8, "Hélène"), Place(9, "Paul")
BRUNO, CHLOE = Place(1, "Bruno"), Place(2, "Chloé")
PEOPLE = {
    None: (NOWHERE, NOWHERE),
    1: (BRUNO, HELENE),
    2: (CHLOE, PAUL),
    8: (HELENE, HELENE),
    9: (PAUL, PAUL),
}
FIRST = date(2026, 3, 2)
TODAY = FIRST + timedelta(days=31)  # with 10 days ahead: snapshots 0, 7, 14 and 21 days after the first
_numbers = iter(range(1, 10**6))


def deal(agent, opened, *, won=None, lost=None, amount=100, paid=None):
    """Days are counted from the first snapshot."""
    closed = won if won is not None else lost
    pk = next(_numbers)
    return DealRow(
        id=pk,
        reference=f"D{pk}",
        kind="won" if won is not None else "lost" if lost is not None else "engaging",
        stage=1,
        closed_on=None if closed is None else FIRST + timedelta(days=closed),
        closed_amount=None if won is None else paid or amount,
        amount=amount,
        list_amount=None,
        engaged_on=FIRST + timedelta(days=opened),
        created_on=FIRST,
        agent=agent,
        product=None,
        expected_on=None,
    )


def rates(*deals, horizon=10, today=TODAY):
    first_closing = deal(None, -5, lost=0)
    history = built([first_closing, *deals], [], PEOPLE, {}, {})
    return realisations(history, as_of=today, horizon=horizon)


def of(lines, key):
    return next(line for line in lines if line.key == key)


def test_snapshots_go_back_by_weeks_to_the_first_closing_recorded():
    history = built([deal(1, -90, lost=0)], [], PEOPLE, {}, {})
    days = snapshots(history, as_of=TODAY, horizon=10)
    assert [day - FIRST.toordinal() for day in days] == [21, 14, 7, 0]


def test_snapshots_go_back_twelve_months_at_most():
    history = built([deal(1, -900, lost=-800)], [], PEOPLE, {}, {})
    days = snapshots(history, as_of=TODAY, horizon=10)
    assert days[-1] > date(2025, 4, 2).toordinal() >= days[-1] - 7
    assert len(days) == 51


def test_a_deal_counts_in_each_snapshot_in_which_it_was_open():
    # Open at 0, 7, 14 (300); won on the 20th: within ten days of the 14th alone.
    # The other is open at 0, 7, 14, 21 (100 each) and never closes: 4 open.
    found = rates(deal(1, -20, won=20, amount=300, paid=240), deal(1, -20, amount=100))
    line = of(found.agents, "Bruno")
    assert found.snapshots == 4
    assert line.by_count.own == pytest.approx(1 / 7, abs=1e-6)
    assert line.by_value.own == pytest.approx(240 / (3 * 300 + 4 * 100), abs=1e-6)
    assert line.open_deals == 7 / 4
    assert of(found.heads, "Hélène") == replace(line, id=8, key="Hélène")


def test_won_on_the_last_day_of_the_horizon_counts_and_the_day_after_does_not():
    ten, eleven = rates(deal(1, 21, won=31)), rates(deal(1, 20, won=31), today=TODAY + timedelta(days=1))
    assert of(ten.agents, "Bruno").by_count.own == 1
    assert of(eleven.agents, "Bruno").by_count.own == pytest.approx(1, abs=1e-6)
    assert of(rates(deal(1, 14, won=25)).agents, "Bruno").by_count.own == pytest.approx(1 / 2, abs=1e-6)


def test_refused_and_still_open_are_both_not_realised():
    found = rates(deal(1, -20), deal(1, -20, lost=24), deal(1, -20, won=24))
    assert of(found.agents, "Bruno").by_count.own == pytest.approx(2 / 12, abs=1e-6)


def test_what_closed_after_the_day_is_unknown():
    assert of(rates(deal(1, -20, won=32)).agents, "Bruno").by_count.own == 0


def test_few_open_deals_show_the_rate_of_the_company():
    busy = [deal(2, -20, won=3) for _one in range(20)]
    found = rates(*busy, deal(1, -20))
    assert found.company.by_count.own == pytest.approx(20 / 24, abs=1e-6)
    bruno = of(found.agents, "Bruno").by_count
    assert (bruno.own, bruno.is_few) == (0, True)
    assert bruno.shrunk == pytest.approx(20 / 24, abs=1e-6)


def test_the_rate_is_drawn_towards_the_company_s_by_the_pull_of_few_groups():
    # Two heads: k = 10. Bruno's 8 deals are open in all 4 snapshots: n = 8; r = 16 / (16 + 32).
    mine = [deal(1, -20) for _one in range(8)]
    theirs = [deal(2, 0, won=3) for _one in range(16)]
    found = rates(*mine, *theirs)
    assert found.company.by_count.own == pytest.approx(16 / 48, abs=1e-6)
    bruno = of(found.heads, "Hélène").by_count
    assert bruno.shrunk == pytest.approx(10 / 3 / 18, abs=1e-6)
    assert bruno.low < bruno.shrunk < bruno.high
    assert not bruno.is_few


def test_what_is_paid_above_the_announced_amount_may_realise_more_than_all():
    found = rates(*(deal(1, 21, won=25, amount=100, paid=150) for _one in range(30)))
    share = of(found.heads, "Hélène").by_value
    assert share.own == pytest.approx(1.5, abs=1e-6)
    assert 0 < share.shrunk <= 1
    assert share.high == 1


@pytest.mark.parametrize("amounts", [(0, 0), (-100, 40), (-5,)])
def test_amounts_that_are_no_pipeline_give_no_rate_by_value(amounts):
    found = rates(*(deal(1, -20, amount=amount) for amount in amounts))
    assert of(found.agents, "Bruno").by_value.own is None
    assert of(found.agents, "Bruno").by_count.own == 0


def test_without_a_snapshot_far_enough_back_there_is_a_reason():
    found = rates(deal(1, -20, won=3), horizon=32)
    assert (found.snapshots, found.company, found.heads) == (0, None, ())
    assert "32" in str(found.reason)
    assert realisations(built([], [], PEOPLE, {}, {}), as_of=TODAY, horizon=1).reason is not None


def test_a_run_gives_back_what_it_stored():
    for found in (rates(deal(1, -20, won=20), deal(None, -3)), rates(horizon=400)):
        stored = json.loads(json.dumps(found.kept()))
        assert realisations_of(stored) == found
