"""What was forecast of the sample company goes with it, scored or not; what was there before stays."""

from datetime import date, timedelta

import pytest

from carnet.forecasting.models import AnalysisResult, Forecast, Score
from carnet.forecasting.runs import usual
from carnet.ops.demo import shops
from carnet.ops.demo.load import load_sample
from carnet.ops.demo.remove import remove_sample
from tests.conftest import NOW
from tests.forecasting.kept import forecast, run, score

TODAY = date(2026, 11, 20)


@pytest.fixture
def sample(root, camille, monkeypatch) -> None:
    monkeypatch.setattr(shops, "TICKETS", 0.05)
    load_sample(today=TODAY, actor=root, deals=120)


def test_its_runs_its_forecasts_and_their_scores_go_with_it(sample, root):
    usual.refresh_pipeline(today=TODAY, now=NOW + timedelta(minutes=1))
    usual.refresh_announced(today=TODAY, now=NOW + timedelta(minutes=1))
    score(Forecast.objects.first(), 5)
    assert AnalysisResult.objects.count() == 10
    remove_sample(actor=root)
    assert [kind.objects.count() for kind in (AnalysisResult, Forecast, Score)] == [0, 0, 0]


def test_a_forecast_made_before_it_came_stays(root, camille, monkeypatch):
    earlier = run(created_at=NOW - timedelta(days=1))
    score(forecast(earlier), 5)
    monkeypatch.setattr(shops, "TICKETS", 0.05)
    load_sample(today=TODAY, actor=root, deals=20)
    run(created_at=NOW + timedelta(hours=1))
    remove_sample(actor=root)
    assert AnalysisResult.objects.get() == earlier
    assert Score.objects.count() == 1
