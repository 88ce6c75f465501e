"""Little to go by: a sentence instead of a number, or a number that stays sensible."""

import pytest

from carnet.forecasting.pipeline.forecast import forecast_pipeline
from carnet.forecasting.pipeline.model import model_of
from tests.forecasting.made_history import FORCE, day, deal, history, lost, won

PERIOD = {"from_on": day(0), "until_on": day(89), "as_of": day(40)}


def told(deals):
    return forecast_pipeline(history(deals), **PERIOD)


def test_no_deal_at_all_is_no_forecast():
    found = told([])
    assert (found.managers, found.agents, found.deals, found.model) == ((), (), (), None)
    assert found.company.forecast is None
    assert found.company.run_rate == found.company.won_so_far == 0
    assert found.company.reason.as_json() == {"code": "few_closed", "closed": 0, "needed": 10}


def test_one_closed_deal_shows_what_is_announced_and_the_run_rate():
    """300 won in the 31 days watched, 49 days left: 300 / 31 x 49 = 474.19."""
    found = told([won(1, day(0), day(10), 300_00), deal(2, amount=750_00)])
    line = found.company
    assert (line.won_so_far, line.open_value, line.run_rate) == (300_00, 750_00, 474_19)
    assert (line.forecast, line.pipeline, line.new_business, line.low, line.high) == (None,) * 5
    assert line.reason.as_json() == {"code": "few_closed", "closed": 1, "needed": 10}
    assert [chance.probability for chance in found.deals] == [None]


def test_nine_closed_deals_are_not_enough_and_ten_are():
    nine = [won(pk, day(0), day(pk)) for pk in range(1, 10)]
    assert told([*nine, deal(99)]).company.forecast is None
    assert told([*nine, lost(10, day(0), day(12)), deal(99)]).company.forecast is not None


def test_ten_agents_with_seven_closed_deals_each():
    deals = []
    for agent in range(10):
        for one in range(7):
            close = won if one % 2 else lost
            values = {"agent": (1, 2, 3, 4, 5, 6, 7, 91, None, 1)[agent]}
            deals.append(close(len(deals) + 1, day(one), day(one + 5 + agent), **values))
    found = told([*deals, *(deal(900 + one, engaged_on=day(35)) for one in range(5))])
    assert len(deals) == 70
    assert found.company.reason is None
    assert all(0 < chance.probability < 1 for chance in found.deals)
    assert found.company.low <= found.company.forecast <= found.company.high
    assert list(found.model["factors"]) == ["head", "agent", "product"]


def test_all_lost_means_nothing_is_expected():
    found = told([*(lost(pk, day(0), day(pk)) for pk in range(1, 36)), deal(99, engaged_on=day(38))])
    assert [chance.probability for chance in found.deals] == [0.0]
    line = found.company
    assert (line.pipeline, line.new_business, line.run_rate, line.forecast, line.low) == (0, 0, 0, 0, 0)


def test_all_won_is_no_certainty_before_the_end():
    found = told([*(won(pk, day(0), day(pk)) for pk in range(1, 36)), deal(99, engaged_on=day(38))])
    assert 0.5 < found.deals[0].probability < 1
    assert found.company.won_so_far == 35 * 100_00
    assert found.company.forecast > found.company.won_so_far


def test_fewer_than_thirty_closed_deals_know_three_bins_and_no_factors():
    found = told([*(won(pk, day(0), day(pk)) for pk in range(1, 21)), deal(99)])
    model = model_of(found.model)
    assert (len(model.edges), dict(model.factors), model.months) == (3, {}, None)


def test_credit_notes_may_turn_a_forecast_negative():
    found = told([won(pk, day(0), day(pk), -100_00, amount=-100_00) for pk in range(1, 21)])
    assert found.company.run_rate < 0
    assert found.company.low < found.company.forecast < found.company.high < 0


def test_a_day_of_import_is_no_day_of_trade():
    """Five hundred undated deals entered on one day promise no more of the kind on the days to come."""
    steady = [won(pk, day(pk), day(pk + 5)) for pk in range(1, 36)]
    entered = [deal(pk, "prospecting", engaged_on=None, created_on=day(40)) for pk in range(100, 600)]
    before, after = told(steady).company, told([*steady, *entered]).company
    assert after.new_business == pytest.approx(before.new_business, rel=0.15)
    assert after.open_deals == 500


def test_a_period_to_come_counts_only_what_is_won_within_it():
    deals = [won(pk, day(pk), day(pk + 9)) for pk in range(1, 31)] + [deal(99, engaged_on=day(38))]
    soon = forecast_pipeline(history(deals), from_on=day(41), until_on=day(60), as_of=day(40))
    later = forecast_pipeline(history(deals), from_on=day(61), until_on=day(80), as_of=day(40))
    both = forecast_pipeline(history(deals), from_on=day(41), until_on=day(80), as_of=day(40))
    assert later.company.won_so_far == 0
    for name in ("pipeline", "new_business", "run_rate"):
        parts = getattr(soon.company, name) + getattr(later.company, name)
        assert parts == pytest.approx(getattr(both.company, name), abs=2)


def test_an_agent_without_deals_has_no_line_and_nobody_comes_last():
    deals = [won(pk, day(0), day(pk), agent=1 if pk % 2 else None) for pk in range(1, 21)]
    found = told(deals)
    assert [line.key for line in found.agents] == ["Agent 1", None]
    assert [line.id for line in found.managers] == [FORCE[1][1].id, None]
    assert [line.manager_id for line in found.agents] == [91, None]
