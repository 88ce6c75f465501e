"""Runs, forecasts and scores written straight into the tables, as tests of the record need them."""

from datetime import UTC, date, datetime
from typing import Any

from carnet.forecasting.models import AnalysisResult, Forecast, Level, ResultKind, Score
from carnet.identity.models import Member

MONTH = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30)}


def run(**values: Any) -> AnalysisResult:
    usual = {
        "kind": ResultKind.PIPELINE,
        "created_at": datetime(2026, 11, 11, 5, tzinfo=UTC),
        "as_of": date(2026, 11, 10),
        "revision": 1,
        **MONTH,
    }
    return AnalysisResult.objects.create(**usual | values)


def forecast(result: AnalysisResult | None = None, **values: Any) -> Forecast:
    usual = {
        "result": result or run(),
        "kind": ResultKind.PIPELINE,
        "level": Level.COMPANY,
        "method": "forecast",
        "made_on": date(2026, 11, 10),
        "value": 100_00,
        **MONTH,
    }
    return Forecast.objects.create(**usual | values)


def of_member(member: Member, level: Level = Level.AGENT, **values: Any) -> Forecast:
    return forecast(level=level, subject_id=member.pk, subject=member.name, **values)


def score(of: Forecast, actual: int, **values: Any) -> Score:
    return Score.objects.create(
        **{"forecast": of, "actual": actual, "scored_on": date(2026, 12, 4), "revision": 2} | values
    )
