"""An archive brings the track record along, and it can be changed there no more than here."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from carnet.forecasting.models import AnalysisResult, Forecast, Score
from tests.forecasting.kept import forecast, run, score
from tests.interchange.archives import archived, contents, load, made_new

TABLES = ("forecasting.analysisresult", "forecasting.forecast", "forecasting.score")


@pytest.fixture
def archive(root, camille, tmp_path):
    result = run(details={"model": [0.1, 1e-17, None]}, fingerprint="f" * 64, value=10**14, seconds=0.123)
    score(forecast(result, low=90_00, high=130_00, baseline=-5, known=7), 140_00)
    forecast(result, until_on=date(2026, 12, 31))
    return archived(root, tmp_path / "all.zip")


def test_runs_forecasts_and_scores_come_back_as_they_were(archive, root):
    before = contents()
    made_new()
    assert not AnalysisResult.objects.exists()
    load(archive, root)
    after = contents()
    assert [len(after[table]) for table in TABLES] == [1, 2, 1]
    assert {table: after[table] for table in TABLES} == {table: before[table] for table in TABLES}


def test_what_came_back_is_refused_a_change_like_what_was_computed_here(archive, root):
    made_new()
    load(archive, root)
    for statement in ("UPDATE forecasting_score SET actual = 0", "DELETE FROM forecasting_forecast"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert (Forecast.objects.count(), Score.objects.get().actual) == (2, 140_00)


def test_a_company_that_has_only_forecasts_reads_no_archive(archive, root):
    from carnet.core.errors import Conflict

    made_new()
    run()
    with pytest.raises(Conflict):
        load(archive, root)
