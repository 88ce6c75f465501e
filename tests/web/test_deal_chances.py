"""The chance of a deal: on its page taken apart in points that add up, in the list the same number."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from carnet.deals.actions import win_deal
from carnet.forecasting.chances import chances, until_of, why
from carnet.forecasting.runs.pipeline import recompute_pipeline
from carnet.forecasting.spans import span_of
from carnet.web.deals.chance import chance_context
from tests.web.forecast_page import opened, past_of
from tests.web.pipeline import client_of
from tests.web.test_forecast_page import text_of


def compute() -> None:
    today = timezone.localdate()
    from_on, until_on = span_of("quarter", today)
    recompute_pipeline(from_on=from_on, until_on=until_on, as_of=today, now=timezone.now())


@pytest.fixture
def deal(bruno):
    """Twelve days old, after twelve closed ones: enough for a probability by age alone."""
    past_of(bruno, 12)
    deal = opened(bruno, days_ago=12, name="Campagne de Noël")
    compute()
    return deal


def test_from_thirty_closed_deals_every_factor_has_its_row_and_its_name(bruno, helene):
    past_of(bruno, 31)
    deal, today = opened(bruno, days_ago=12), timezone.localdate()
    compute()
    deal.refresh_from_db()
    rows = chance_context(deal, why(deal, on=today), on=today)["chance"]["rows"]
    notes = {row["name"]: row["note"] for row in rows[:-1]}
    assert {"Manager", "Agent", "Produit"} <= set(notes)
    assert notes["Manager"].startswith("Hélène\u00a0: 20 pour")
    assert notes["Agent"].startswith("Bruno\u00a0: 20 pour")
    assert sum(row["points"] for row in rows[:-1]) == whole(rows_total(deal, today))


def rows_total(deal, today) -> str:
    return chance_context(deal, why(deal, on=today), on=today)["chance"]["text"]


def whole(text: str) -> int:
    return int(re.sub(r"[^\d−]", "", text).replace("−", "-"))


def test_the_points_add_up_to_the_chance_and_each_bar_starts_where_the_last_ended(deal):
    today = timezone.localdate()
    told = chance_context(deal, why(deal, on=today), on=today)["chance"]
    *rows, total = told["rows"]
    assert sum(row["points"] for row in rows) == whole(told["text"])
    assert [row["name"] for row in rows][:2] == ["Au départ", "Âge"]
    assert total["is_total"]
    share = told["share"]
    assert 0 < share < 1
    assert sum(row["points"] for row in rows) == round(share * 100)


def test_the_page_shows_the_chance_with_its_day_and_its_counts(deal, bruno):
    text = text_of(bruno, f"/deals/{deal.pk}/")
    until = until_of(timezone.localdate())
    share = re.search(r"Pourquoi (\d+) % \?", text)[1]
    assert f"Chances au {until:%d/%m/%Y} {share} %" in text
    assert f"chances d’être gagnée d’ici au {until:%d/%m/%Y}" in text
    assert "Compté sur 12 affaires closes." in text
    assert "8 fois sur 10" in text
    assert "12 jours :" in text


def exported(person) -> dict[str, str]:
    answer = client_of(person).get("/deals/?q=Campagne+de+Noël&format=csv")
    return next(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_list_says_the_same_number_and_none_of_closed_deals(deal, bruno):
    share = re.search(r"Pourquoi (\d+) % \?", text_of(bruno, f"/deals/{deal.pk}/"))[1]
    listed = text_of(bruno, "/deals/?q=Campagne+de+Noël")
    assert f"{share} %" in listed
    assert round(float(exported(bruno)["Chances"]) * 100) == int(share)
    win_deal(deal=deal, actor=bruno.actor)
    assert exported(bruno)["Chances"] == ""
    assert "Pourquoi" not in text_of(bruno, f"/deals/{deal.pk}/")


def test_the_head_of_the_column_says_up_to_which_day(deal, bruno):
    page = client_of(bruno).get("/deals/").content.decode()
    until = until_of(timezone.localdate())
    assert f'title="Chances d’être gagnée d’ici au {until:%d/%m/%Y}' in page


def test_without_a_run_the_page_shows_what_one_entered(bruno):
    deal = opened(bruno, days_ago=3)
    text = text_of(bruno, f"/deals/{deal.pk}/")
    assert "Pourquoi" not in text
    assert "Probabilité" in text
    assert chances([deal], on=timezone.localdate()) == {}


def test_below_ten_closed_deals_the_reason_stands_there(bruno):
    past_of(bruno, 4)
    deal = opened(bruno, days_ago=3)
    compute()
    text = text_of(bruno, f"/deals/{deal.pk}/")
    assert "4 affaires closes sur les 10 nécessaires." in text
    assert "Pourquoi" not in text
    assert chances([deal], on=timezone.localdate()) == {}


def test_a_deal_older_than_any_that_closed_is_said_to_sleep(bruno):
    past_of(bruno, 12)
    deal = opened(bruno, days_ago=200)
    compute()
    text = text_of(bruno, f"/deals/{deal.pk}/")
    assert "Dormante : aucune affaire de plus de 31 jours n’a jamais été close, et celle-ci en a 200." in text


def test_a_member_of_another_team_finds_no_such_deal(deal, chloe):
    assert client_of(chloe).get(f"/deals/{deal.pk}/").status_code == 404
    assert "Campagne de Noël" not in text_of(chloe, "/deals/")


@pytest.mark.parametrize(
    ("on", "until"),
    [
        (date(2026, 11, 20), date(2026, 12, 31)),
        (date(2026, 12, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_on_its_last_day_a_quarter_tells_of_the_next(on, until):
    assert until_of(on) == until


def test_a_chance_can_be_told_on_every_day_around_the_end_of_a_quarter(deal):
    last = until_of(timezone.localdate())
    for days in range(-2, 3):
        told = why(deal, on=last + timedelta(days=days))
        assert 0 <= told.explanation.probability <= 1
        assert told.curve[-1].on > told.until
        assert deal.pk in chances([deal], on=last + timedelta(days=days))


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_list_of_30_chances_takes_as_many_queries_as_one_of_3(deal, bruno):
    client = client_of(bruno)
    for index in range(2):
        opened(bruno, days_ago=index)
    few = queries(client, "/deals/?size=100")
    for index in range(27):
        opened(bruno, days_ago=index)
    assert queries(client, "/deals/?size=100") == few
    assert few <= 16
    assert queries(client, f"/deals/{deal.pk}/") <= 30
