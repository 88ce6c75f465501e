"""`carnet forecast daily` and `carnet forecast backtest daily`."""

from datetime import date, timedelta

import pytest

from carnet.catalogue.actions import create_store
from carnet.forecasting.daily.backtest import Backtest
from carnet.forecasting.daily.calibration import Calibration
from carnet.forecasting.daily.forecast import MODELS, Measured, Subject
from carnet.forecasting.models import AnalysisResult, Level, ResultKind
from carnet.sales.actions import create_sale
from tests.conftest import NOW

MONDAY = date(2026, 1, 5)
WEEK = (10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 0)


@pytest.fixture
def ten_weeks(root):
    """A shop that sells the same week ten times, closed on Sundays; the last day is a Saturday."""
    shop = create_store(values={"name": "Lices", "region": "Bretagne"}, actor=root)
    for number in range(69):
        if amount := WEEK[number % 7]:
            day = MONDAY + timedelta(days=number)
            create_sale(values={"sold_on": day, "amount": amount, "store": shop}, actor=root)
    return shop


@pytest.fixture
def looked_back(ten_weeks):
    """A stored look back at the shop: it recommends the baseline, which missed by 5 on either side."""
    calibration = Calibration(((-500, 500),) * 4, ((-1000, 1000), (-2000, 2000)))
    kept = Backtest(
        subject=Subject(Level.STORE, ten_weeks.pk, "Lices"),
        as_of=date(2026, 3, 10),
        cuts=26,
        chosen="seasonal_naive",
        measured=(Measured("seasonal_naive", 7, 0.9, 0.8125, 20), Measured("theta", 28, 1.2, 0.79, 20)),
        calibrations=dict.fromkeys(MODELS, calibration),
    )
    return AnalysisResult.objects.create(
        kind=ResultKind.DAILY_BACKTEST,
        series=Subject(Level.STORE, ten_weeks.pk).key,
        created_at=NOW,
        as_of=date(2026, 3, 10),
        from_on=date(2026, 3, 10),
        until_on=date(2026, 3, 10),
        revision=1,
        details=kept.kept(),
    )


@pytest.mark.usefixtures("looked_back")
def test_the_object_is_that_of_the_contract(carnet):
    done = carnet(
        "forecast", "daily", "--store", "lices", "--as-of", "2026-03-14", "--horizon", "2", "--json"
    )
    assert (done.code, done.said) == (0, "")
    assert done.answer == {
        "model": "seasonal_naive",
        "level": "store",
        "subject": "Lices",
        "as_of": "2026-03-14",
        "points": [
            {"date": "2026-03-15", "value": "0.00", "low": "0.00", "high": "0.00", "baseline": "0.00"},
            {"date": "2026-03-16", "value": "100.00", "low": "95.00", "high": "105.00", "baseline": "100.00"},
        ],
        "spans": [],
        "backtest": [
            {"model": "seasonal_naive", "mase": 0.9, "coverage_80": 0.8125, "horizon": 7, "origins": 20}
        ],
        "backtest_as_of": "2026-03-10",
        "backtest_is_light": False,
        "reason": None,
    }


@pytest.mark.usefixtures("looked_back")
def test_a_week_has_a_sum_with_an_interval_of_its_own(carnet):
    done = carnet(
        "forecast", "daily", "--store", "Lices", "--as-of", "2026-03-14", "--horizon", "7", "--json"
    )
    (span,) = done.answer["spans"]
    assert (span["from"], span["until"]) == ("2026-03-15", "2026-03-21")
    assert (span["value"], span["low"], span["high"]) == ("2100.00", "2090.00", "2110.00")


@pytest.mark.usefixtures("looked_back")
def test_a_backtest_that_knows_more_than_the_day_is_not_used(carnet):
    done = carnet(
        "forecast", "daily", "--store", "Lices", "--as-of", "2026-03-07", "--horizon", "1", "--json"
    )
    assert done.answer["backtest_as_of"] == "2026-03-07"
    assert done.answer["backtest_is_light"]
    assert "light one" in done.said


@pytest.mark.usefixtures("ten_weeks")
def test_as_text_it_says_why_the_number_is_plain(carnet):
    done = carnet("forecast", "daily", "--as-of", "2026-01-10", "--horizon", "1")
    assert done.code == 0
    assert "6 days of sales of the 56 needed: the last week is repeated." in done.out
    assert "2026-01-11" in done.out


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--horizon", "0", "from 1 to 365"),
        ("--model", "prophet", "There is no model “prophet”"),
        ("--store", "Nowhere", "is unknown"),
        ("--product", "Nothing", "is unknown"),
        ("--region", "Atlantis", "is unknown"),
        ("--as-of", "tomorrow", "A day is written"),
    ],
)
def test_what_is_unknown_ends_with_2_and_a_sentence(carnet, option, value, sentence):
    done = carnet("forecast", "daily", option, value, "--json")
    assert done.code == 2
    assert sentence in done.answer["error"]


def test_an_empty_company_gets_zeros_and_the_reason(carnet):
    done = carnet("forecast", "daily", "--horizon", "1", "--json")
    assert done.answer["reason"] == "Nothing has been sold yet."
    assert done.answer["points"][0]["value"] == "0.00"


def test_the_backtest_of_an_empty_company_has_no_rows(carnet):
    done = carnet("forecast", "backtest", "daily", "--json")
    assert (done.code, done.answer) == (0, {"series": 0, "too_short": 1, "models": [], "by_series": []})


@pytest.mark.usefixtures("ten_weeks")
def test_the_backtest_looks_back_at_the_series_asked_for(carnet, monkeypatch):
    looked = []

    def one(viewer, subject, *, as_of):
        looked.append((subject.name, as_of))
        rows = (Measured("ensemble", 7, 0.5, 0.8, 20), Measured("arima_5_1_0", 7, 1.5, None, 20))
        return Backtest(subject, as_of, 26, "ensemble", rows, {})

    monkeypatch.setattr("carnet.forecasting.daily.answering.looked_back", one)
    done = carnet("forecast", "backtest", "daily", "--store", "Lices", "--as-of", "2026-03-14", "--json")
    assert looked == [("Lices", date(2026, 3, 14))]
    means = {row["model"]: (row["mase"], row["coverage_80"]) for row in done.answer["models"]}
    assert means == {"ensemble": (0.5, 0.8), "arima_5_1_0": (1.5, None)}
    told = carnet("forecast", "backtest", "daily", "--as-of", "2026-03-14")
    assert "3 series looked back at, 0 too short." in told.out
