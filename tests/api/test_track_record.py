"""The track record by the API and the command: one object, each caller's own lines, bounded pages."""

from datetime import date

import pytest

from carnet.forecasting.models import Level
from tests.forecasting.kept import forecast, of_member, score


@pytest.fixture
def scored(bruno) -> None:
    score(forecast(low=90_00, high=110_00, baseline=140_00), 120_00)
    score(of_member(bruno.member, value=50_00), 60_00)


def test_the_record_as_an_object(scored, as_camille):
    found = as_camille.get("forecast/track-record").json()
    assert (found["count"], found["grace_days"], found["next_score_on"]) == (2, 3, None)
    company, agent = found["summary"]
    assert (company["level"], company["error"], company["baseline_error"]) == ("company", 0.1667, 0.1667)
    assert (company["coverage_80"], company["days_ahead"]) == (0.0, [15, 30])
    assert (agent["level"], agent["bias"]) == ("agent", -0.1667)
    assert [one["value"] for one in found["forecasts"]] == ["50.00", "100.00"]
    assert found["replays"] == {"summary": [], "forecasts": []}


def test_pages_of_forecasts(scored, as_camille):
    second = as_camille.get("forecast/track-record", limit="1", offset="1").json()
    assert (second["count"], [one["actual"] for one in second["forecasts"]]) == (2, ["120.00"])


@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "1001"), ("limit", "x"), ("offset", "-1"), ("kind", "daily"), ("limit", "\x00")],
)
def test_bad_input_is_named(as_camille, name, value):
    answer = as_camille.get("forecast/track-record", **{name: value})
    assert answer.status_code == 422


def test_each_caller_reads_their_own_lines(scored, helene, as_camille, as_bruno, as_chloe):
    own = as_bruno.get("forecast/track-record").json()
    assert [one["subject"] for one in own["forecasts"]] == ["Bruno"]
    assert own["count"] == 1
    other = as_chloe.get("forecast/track-record").json()
    assert (other["count"], other["summary"], other["forecasts"]) == (0, [], [])


def test_without_a_token_there_is_no_record(client, db):
    assert client.get("/api/v1/forecast/track-record").status_code == 401


def test_the_list_asks_the_database_as_often_for_many_as_for_few(as_camille, django_assert_max_num_queries):
    for number in range(30):
        row = forecast(level=Level.AGENT, subject=f"A{number}", made_on=date(2026, 11, 10))
        score(row, 100_00)
    with django_assert_max_num_queries(12):
        as_camille.get("forecast/track-record", limit="100")
