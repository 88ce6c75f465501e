"""The page of the track record: what was said, what happened, the misses, replays apart, the way behind."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carnet.forecasting.models import Level, ResultKind
from carnet.forecasting.runs.replays import SERIES
from carnet.forecasting.spans import finished
from tests.forecasting.kept import forecast, of_member, run, score
from tests.web.pipeline import client_of

ADDRESS = "/forecast/track-record/"
BOUNDS = {"low": 80_00, "high": 120_00, "baseline": 130_00}


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def made(from_on: date, until_on: date, actual: int, **values):
    """A scored forecast of 100 for a period, made 15 days before its end."""
    day = until_on - timedelta(days=15)
    row = forecast(run(as_of=day), made_on=day, from_on=from_on, until_on=until_on, **BOUNDS | values)
    score(row, actual)
    return row


@pytest.fixture
def months(db) -> None:
    """Three months: two inside the interval, one above it; the errors are 10, 10 and 50 of 350."""
    spans = finished("month", by=date(2026, 10, 31), count=3)
    for (from_on, until_on), actual in zip(spans, (90_00, 110_00, 150_00), strict=True):
        made(from_on, until_on, actual)


def test_the_chart_says_what_was_said_what_happened_and_how_often_it_held(months, camille):
    shown = text(client_of(camille).get(ADDRESS))
    assert "Ce que valaient nos prévisions" in shown
    assert "prévu 15 jours avant la fin, et ce qui est arrivé" in shown
    assert "2 sur 3" in shown
    assert "promis : 8 sur 10" in shown
    assert "20,0 %" in shown  # 70 of 350
    assert "rythme seul : 22,9 %" in shown  # 40, 20 and 20 of 350
    assert '"low": 8000, "middle": 10000, "high": 12000, "actual": 15000' in shown


def test_a_miss_is_marked_by_more_than_its_colour(months, camille):
    shown = text(client_of(camille).get(ADDRESS))
    assert shown.count("hors de l’intervalle") == 1
    assert '<span aria-hidden="true">↑ </span>150 €' in shown


def test_each_row_leads_to_the_forecasts_behind_it(months, camille):
    client = client_of(camille)
    address = (
        "/forecast/track-record/forecasts/?kind=pipeline&amp;level=company&amp;method=forecast&amp;ahead=2"
    )
    assert address in text(client.get(ADDRESS))
    shown = text(client.get(address.replace("&amp;", "&")))
    assert "Affaires, Entreprise, 15 à 30 jours" in shown
    assert shown.count("<tr>") == 1 + 3
    assert "octobre 2026" in shown
    assert "aucune prévision" in text(client.get(f"{ADDRESS}forecasts/?kind=daily")).lower()


def test_before_the_first_score_the_page_says_when_it_will_be(camille):
    today = timezone.localdate()
    forecast(made_on=today, from_on=today, until_on=today + timedelta(days=6))
    due = today + timedelta(days=10)
    shown = text(client_of(camille).get(ADDRESS))
    assert f"La première le sera le {due:%d/%m/%Y}" in shown
    assert "1 prévision attend sa note" in shown
    assert "data-chart" not in shown


def test_an_empty_company_is_told_what_happens_here(camille):
    shown = text(client_of(camille).get(ADDRESS))
    assert "gardées le lendemain matin" in shown


def test_replays_are_called_replays(camille):
    row = {"kind": "pipeline", "level": "company", "subject_id": 0, "subject": "", "method": "forecast"}
    days = {"made_on": "2026-10-16", "from_on": "2026-10-01", "until_on": "2026-10-31", "known": 0}
    amounts = {"value": 100_00, "low": 80_00, "high": 120_00, "baseline": 130_00, "actual": 90_00}
    run(kind=ResultKind.PIPELINE_BACKTEST, series=SERIES, details={"replays": [row | days | amounts]})
    shown = text(client_of(camille).get(ADDRESS))
    assert '<span class="tag warn">rejoué</span>' in shown
    assert "rejoué : ce qui aurait été prévu 15 jours avant la fin" in shown
    assert "Rien de rejoué n’entre au bilan" in shown
    assert "Aucune prévision de ce type n’a encore été notée" in shown
    assert "rejoué :" not in text(client_of(camille).get(f"{ADDRESS}?kind=announced"))


def test_a_past_day_can_be_replayed_from_here(camille):
    client = client_of(camille)
    shown = text(client.get(ADDRESS))
    assert '<form method="get" action="/forecast/" class="replay">' in shown
    assert 'formaction="/forecast/announced/report/"' in shown
    for address in ("/forecast/", "/forecast/announced/report/"):
        assert client.get(f"{address}?as_of=2026-10-01").status_code == 200


def test_everyone_reads_the_record_of_what_they_answer_for(months, helene, bruno, chloe):
    october = {"from_on": date(2026, 10, 1), "until_on": date(2026, 10, 31)}
    day = {"made_on": date(2026, 10, 16), "value": 77_00}
    score(of_member(bruno.member, **october, **day), 70_00)
    score(of_member(helene.member, Level.MANAGER, **october, **day | {"value": 88_00}), 70_00)
    group, own, other = (text(client_of(person).get(ADDRESS)) for person in (helene, bruno, chloe))
    assert "88 €" in group
    assert "88 €" not in own
    assert "77 €" in own
    assert "77 €" not in other
    assert "100 €" not in group + own + other
    shown = text(client_of(chloe).get(f"{ADDRESS}forecasts/"))
    assert "Bruno" not in shown
    assert "Bruno" in text(client_of(helene).get(f"{ADDRESS}forecasts/"))


def test_announced_sales_have_no_interval_to_be_judged_by(camille):
    none = {"low": None, "high": None}
    made(date(2026, 10, 1), date(2026, 10, 31), 90_00, kind=ResultKind.ANNOUNCED, **none)
    shown = text(client_of(camille).get(f"{ADDRESS}?kind=announced"))
    assert "Entreprise – taux simple" in shown
    assert "promis : 8 sur 10" not in shown


@pytest.mark.parametrize(
    "query", ["?kind=x&span=y", "?kind=daily&span=month", "?span=%00", "?kind=announced&span=year"]
)
def test_what_an_address_cannot_mean_falls_back_to_what_is_usual(camille, query):
    assert client_of(camille).get(ADDRESS + query).status_code == 200


@pytest.mark.parametrize(
    "query", ["ahead=99", "ahead=x", "page=0", "page=99999999999", "level=x&method=a;b", "page=²"]
)
def test_a_list_of_nothing_known_is_no_error(months, camille, query):
    assert client_of(camille).get(f"{ADDRESS}forecasts/?{query}").status_code == 200


def test_long_lists_have_pages(camille):
    october = {"from_on": date(2026, 10, 1), "until_on": date(2026, 10, 31)}
    for number in range(53):
        row = forecast(made_on=date(2026, 10, 1), level=Level.AGENT, subject=f"A{number:02}", **october)
        score(row, 100_00)
    client = client_of(camille)
    first, second = (text(client.get(f"{ADDRESS}forecasts/?page={page}")) for page in (1, 2))
    assert ("A00" in first, "A52" in first, "A52" in second) == (True, False, True)
    assert "page=2" in first
    assert "page=1" in second


def test_a_year_of_forecasts_takes_as_many_queries_as_a_few(months, camille):
    client = client_of(camille)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(ADDRESS)
        return len(captured)

    few = queries()
    for from_on, until_on in finished("month", by=date(2026, 7, 31), count=24):
        made(from_on, until_on, 95_00)
    assert queries() == few <= 14
