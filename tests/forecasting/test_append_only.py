"""The database itself refuses to change what was forecast, or to forget what was scored."""

import pytest
from django.db import IntegrityError, connection, transaction

from carnet.forecasting import append_only
from carnet.forecasting.append_only import TABLES
from carnet.forecasting.models import AnalysisResult, Forecast, Score
from tests.forecasting.kept import forecast, score


def refused(statement: str) -> None:
    appended = pytest.raises(IntegrityError, match="append-only")
    with appended, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("forecasting_analysisresult", "value = 1"),
        ("forecasting_forecast", "high = 99999999"),
        ("forecasting_score", "actual = 1"),
    ],
)
def test_no_statement_changes_a_run_a_forecast_or_a_score(db, table, change):
    assert table in TABLES
    score(forecast(), 90_00)
    refused(f"UPDATE {table} SET {change}")


def test_not_even_through_the_models(db):
    made = forecast()
    made.value = 1
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AnalysisResult.objects.update(revision=7)
    assert Forecast.objects.get().value == 100_00


def test_a_scored_forecast_cannot_be_forgotten(db):
    score(forecast(), 90_00)
    refused("DELETE FROM forecasting_forecast")
    assert Forecast.objects.count() == 1


def test_a_forecast_nothing_is_known_of_yet_may_go_and_so_may_the_sample_s_scores_first(db):
    forecast()
    assert Forecast.objects.all().delete()[0] == 1
    score(forecast(), 90_00)
    Score.objects.all().delete()
    assert Forecast.objects.all().delete()[0] == 1


def test_the_triggers_can_be_lifted_and_laid_again(db):
    made = forecast()
    editor = connection.SchemaEditorClass(connection)
    append_only.lift(editor)
    Forecast.objects.filter(pk=made.pk).update(high=7)
    append_only.lay(editor)
    append_only.lay(editor)
    refused("UPDATE forecasting_forecast SET high = 8")
