"""Forecasts are scored when their time and a grace of three days are over; all numbers worked out by hand."""

from datetime import date, timedelta

import pytest

from carnet.catalogue.actions import create_store
from carnet.deals.actions import create_deal, win_deal
from carnet.forecasting.models import Level, ResultKind, Score
from carnet.forecasting.track_record.actuals import run_rate
from carnet.forecasting.track_record.scoring import score_matured, scored_from
from carnet.sales.actions import create_sale
from tests.forecasting.kept import forecast, of_member, run

NIGHT = date(2026, 12, 4)


def won(amount: int, on: date, root, **values) -> None:
    deal = create_deal(values={"name": "Campagne", "amount": amount, **values}, actor=root)
    win_deal(deal=deal, on=on, actor=root)


@pytest.fixture
def november(bruno, chloe, root) -> None:
    """Bruno won 300 and 50 in November, Chloé 70, nobody 5; before and after does not count."""
    bruno_s, chloe_s = {"agent": bruno.member}, {"agent": chloe.member}
    won(300_00, date(2026, 11, 1), root, **bruno_s)
    won(50_00, date(2026, 11, 30), root, **bruno_s)
    won(70_00, date(2026, 11, 12), root, **chloe_s)
    won(5_00, date(2026, 11, 12), root)
    won(1000_00, date(2026, 10, 31), root, **bruno_s)
    won(2000_00, date(2026, 12, 1), root, **chloe_s)


def actual_of(made) -> int:
    return Score.objects.get(forecast=made).actual


def test_the_score_is_what_was_won_in_the_time_by_company_head_and_agent(november, helene, bruno, chloe):
    result = run(details={"groups": {str(helene.member.pk): [bruno.member.pk], "0": [0, chloe.member.pk]}})
    company = forecast(result)
    group = of_member(helene.member, Level.MANAGER, result=result)
    nobody_s = forecast(result, level=Level.MANAGER)
    agent = of_member(bruno.member, result=result)
    other = of_member(chloe.member, result=result)
    unowned = forecast(result, level=Level.AGENT)
    assert score_matured(on=NIGHT) == 6
    assert actual_of(company) == 425_00
    assert (actual_of(group), actual_of(nobody_s)) == (350_00, 75_00)
    assert (actual_of(agent), actual_of(other), actual_of(unowned)) == (350_00, 70_00, 5_00)


def test_a_group_is_judged_as_it_stood_when_the_forecast_was_made(november, helene, bruno, chloe):
    both = [bruno.member.pk, chloe.member.pk]
    made = of_member(
        helene.member, Level.MANAGER, result=run(details={"groups": {str(helene.member.pk): both}})
    )
    score_matured(on=NIGHT)
    assert actual_of(made) == 420_00


def test_nothing_is_scored_before_the_grace_is_over_and_nothing_twice(november):
    made = forecast()
    assert scored_from(made.until_on) == NIGHT
    assert score_matured(on=NIGHT - timedelta(days=1)) == 0
    assert score_matured(on=NIGHT) == 1
    assert score_matured(on=NIGHT + timedelta(days=30)) == 0


def test_a_score_says_when_and_of_which_data_and_stays_though_the_data_is_corrected(november, bruno, root):
    made = forecast()
    score_matured(on=NIGHT)
    score = Score.objects.get()
    assert score.scored_on == NIGHT
    assert score.revision > 0
    won(900_00, date(2026, 11, 15), root, agent=bruno.member)
    score_matured(on=NIGHT + timedelta(days=1))
    assert actual_of(made) == 425_00


def test_what_was_entered_within_the_grace_counts(november, root):
    made = forecast()
    won(10_00, date(2026, 11, 30), root)
    score_matured(on=NIGHT)
    assert actual_of(made) == 435_00


def test_days_of_sales_are_summed_by_store_region_and_in_total(root):
    stores = [create_store(values={"name": name, "region": name}, actor=root) for name in ("Lyon", "Paris")]
    for store, day, amount in ((0, 2, 40_00), (0, 3, 60_00), (1, 3, 7_00), (1, 9, 1_00)):
        values = {"store": stores[store], "sold_on": date(2026, 11, day), "amount": amount}
        create_sale(values=values, actor=root)

    def made(from_on: int, until_on: int, **values):
        days = {"from_on": date(2026, 11, from_on), "until_on": date(2026, 11, until_on)}
        usual = {"kind": ResultKind.DAILY, "method": "ensemble", "made_on": date(2026, 11, 1)}
        return forecast(**usual | days | values)

    day, week = made(3, 3), made(2, 8)
    lyon = made(2, 8, level=Level.STORE, subject_id=stores[0].pk, subject="Lyon")
    paris = made(2, 8, level=Level.REGION, subject=stores[1].region)
    closed = made(4, 4)
    later = made(10, 10)
    assert score_matured(on=NIGHT) == 5
    assert (actual_of(day), actual_of(week)) == (67_00, 107_00)
    assert (actual_of(lyon), actual_of(paris), actual_of(closed)) == (100_00, 7_00, 0)
    assert not Score.objects.filter(forecast=later).exists()  # no sale of that day or later has arrived


def test_the_plain_method_goes_on_at_the_pace_of_the_last_90_days(bruno, root):
    won(90_00, date(2026, 11, 10), root, agent=bruno.member)
    won(45_00, date(2026, 8, 13), root)
    won(999_00, date(2026, 8, 12), root)
    won(999_00, date(2026, 11, 11), root)
    pace = run_rate(as_of=date(2026, 11, 10), until_on=date(2026, 11, 30))
    assert pace.by_agent == {bruno.member.pk: 20_00, 0: 10_00}
