"""/api/v1/forecast/pipeline: the command's object, each caller their own part of it."""

from datetime import date, timedelta

import pytest

from carnet.deals import actions

PERIOD = {"until": "2026-12-31", "as_of": "2026-11-20"}


@pytest.fixture
def dealing(bruno, chloe, helene):
    """Twelve deals of Bruno's and three of Chloé's won in October; each has one open."""
    for agent, count in ((bruno, 12), (chloe, 3)):
        for number in range(count + 1):
            opened = date(2026, 10, 1) + timedelta(days=number)
            values = {"name": f"Vitrine {number}", "amount": 100_00, "engaged_on": opened}
            deal = actions.create_deal(values={**values, "agent": agent.member}, actor=agent.actor)
            if number < count:
                actions.win_deal(deal=deal, on=opened + timedelta(days=10), actor=agent.actor)


def keys(lines):
    return [line["key"] for line in lines]


def test_who_sees_all_gets_the_whole(dealing, as_camille):
    found = as_camille.get("forecast/pipeline", **PERIOD).json()
    assert found["company"]["won_so_far"] == "1500.00"
    assert keys(found["managers"]) == ["Hélène", None]
    assert keys(found["agents"]) == ["Bruno", "Chloé"]
    assert len(found["deals"]) == 2


def test_a_head_gets_the_group(dealing, caller, helene):
    found = caller(helene).get("forecast/pipeline", **PERIOD).json()
    assert found["company"] is None
    assert (keys(found["managers"]), keys(found["agents"])) == (["Hélène"], ["Bruno"])
    assert found["managers"][0]["won_so_far"] == "1200.00"
    assert len(found["deals"]) == 1


def test_a_member_of_another_team_gets_the_own_line_alone(dealing, as_chloe):
    answer = as_chloe.get("forecast/pipeline", **PERIOD)
    found = answer.json()
    assert (found["company"], found["managers"], keys(found["agents"])) == (None, [], ["Chloé"])
    assert len(found["deals"]) == 1
    assert "Bruno" not in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "demain"},
        {"until": "2026-01-32"},
        {"until": "2040-01-01"},
        {"until": "2026-12-31", "as_of": "2126-01-01"},
        {"till": "2026-12-31"},
        {"until": "2026-12-31\x00"},
    ],
)
def test_wrong_days_are_422_with_the_field_named(as_camille, wrong):
    answer = as_camille.get("forecast/pipeline", **wrong)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_the_backtest_is_for_who_sees_all(dealing, as_reader, as_bruno):
    assert as_reader.get("forecast/backtest/pipeline").json()["reason"]
    refused = as_bruno.get("forecast/backtest/pipeline")
    assert (refused.status_code, set(refused.json())) == (403, {"detail"})
