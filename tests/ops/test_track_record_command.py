"""`carnet forecast track-record` says what earlier forecasts were worth, or when it will know."""

import json
from datetime import date, timedelta

from django.utils import timezone

from tests.forecasting.kept import forecast, score


def test_the_object_is_that_of_the_api(carnet):
    score(forecast(low=90_00, high=130_00, baseline=140_00), 120_00)
    outcome = carnet("forecast", "track-record", "--json")
    found = json.loads(outcome.out)
    assert outcome.code == 0
    assert (found["count"], found["summary"][0]["coverage_80"]) == (1, 1.0)
    assert [one["actual"] for one in found["forecasts"]] == ["120.00"]


def test_the_text_has_a_line_for_each_level_and_time_ahead(carnet):
    score(forecast(low=90_00, high=130_00, baseline=140_00), 120_00)
    score(forecast(made_on=date(2026, 11, 25)), 200_00)
    lines = carnet("forecast", "track-record").out.splitlines()
    assert [line.split()[:4] for line in lines[1:]] == [
        ["pipeline", "company", "forecast", "0-7"],
        ["pipeline", "company", "forecast", "15-30"],
    ]
    assert lines[1].split()[4:] == ["1", "50.0", "%", "-50.0", "%", "–", "–"]
    assert lines[2].split()[4:] == ["1", "16.7", "%", "-16.7", "%", "16.7", "%", "100.0", "%"]


def test_before_the_first_score_it_says_when_that_will_be(carnet):
    assert carnet("forecast", "track-record").out == "No forecast has been scored yet.\n"
    today = timezone.localdate()
    forecast(made_on=today, from_on=today, until_on=today)
    due = today + timedelta(days=4)
    said = carnet("forecast", "track-record").out
    assert said == f"No forecast has been scored yet: the first will be on {due:%Y-%m-%d}.\n"
