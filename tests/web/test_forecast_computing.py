"""Computing a forecast on request, replaying a past day, and giving out the lines as files."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from carnet.forecasting.models import AnalysisResult, Forecast
from tests.web.forecast_page import opened, past_of, run_of_the_cast
from tests.web.pipeline import client_of
from tests.web.test_forecast_page import text_of


@pytest.fixture
def deals(bruno) -> None:
    past_of(bruno, 14)
    opened(bruno, days_ago=12)


@pytest.fixture
def run(helene, bruno, chloe) -> None:
    run_of_the_cast(helene, bruno, chloe)


def test_the_button_computes_and_the_page_shows_it(deals, bruno):
    client = client_of(bruno)
    answer = client.post("/forecast/computation/")
    assert (answer.status_code, answer.url) == (303, "/forecast/?")
    assert "1 active" in text_of(bruno)
    assert "calculé à" in text_of(bruno)


def test_the_same_data_are_not_computed_twice(deals, bruno):
    client = client_of(bruno)
    for _click in range(2):
        client.post("/forecast/computation/")
    assert AnalysisResult.objects.count() == 1


def test_without_a_deal_nothing_is_stored(bruno):
    client = client_of(bruno)
    assert "aucune affaire" in client.post("/forecast/computation/", follow=True).content.decode()
    assert AnalysisResult.objects.count() == 0


def test_a_replay_is_marked_and_not_kept(deals, camille):
    day = timezone.localdate() - timedelta(days=30)
    text = text_of(camille, f"/forecast/?as_of={day}")
    assert f"Relecture : recalculé avec ce que l’on savait le {day:%d/%m/%Y}" in text
    assert "Recalculer" not in text
    assert AnalysisResult.objects.count() == Forecast.objects.count() == 0


def test_a_replay_knows_nothing_later(deals, camille):
    """The open deal was engaged 12 days ago: the day before it was not there."""
    days = [timezone.localdate() - timedelta(days=back) for back in (13, 12)]
    before, after = (text_of(camille, f"/forecast/?as_of={day}") for day in days)
    assert "2 actives" in before
    assert "3 actives" in after


def test_a_replay_of_a_day_before_the_first_deal_says_so(deals, camille):
    day = timezone.localdate() - timedelta(days=900)
    assert "0 affaire" in text_of(camille, f"/forecast/?as_of={day}")


def rows(client, wanted="csv") -> list[list[str]]:
    answer = client.get(f"/forecast/?format={wanted}")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_csv_holds_the_lines_the_viewer_sees(run, camille, chloe):
    found = {(row[0], row[1]): row[6] for row in rows(client_of(camille))}
    assert found["Agent", "Bruno"] == found["Manager", "Hélène"] == "1450.00"
    assert found["Total", ""] == "2227.00"
    assert [row[:2] for row in rows(client_of(chloe))[1:]] == [["Agent", "Chloé"], ["Total", "Chloé"]]


def test_the_workbook_and_the_json_say_the_same(run, camille, chloe):
    answer = client_of(camille).get("/forecast/?format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[6] for row in sheet.iter_rows(values_only=True)][-1] == 2227
    told = json.loads(client_of(chloe).get("/forecast/?format=json").content)
    assert told["total"]["forecast"] == "777.00"
    assert told["managers"] == []


def test_another_format_is_refused(run, camille):
    assert client_of(camille).get("/forecast/?format=exe").status_code == 422
