"""What is computed by the clock: the usual periods as they stand, and once what the finished day said."""

from datetime import date, datetime, timedelta
from functools import cache

from carnet.forecasting.models import AnalysisResult
from carnet.forecasting.runs.announced import recompute_announced, record_announced
from carnet.forecasting.runs.pipeline import load_deals, recompute_pipeline, record_pipeline
from carnet.forecasting.spans import span_of

ANNOUNCED = ("month", "quarter")
PIPELINE = ("month", "quarter", "year")


def yesterday(today: date) -> date:
    """The last finished day: what the forecasts that count know."""
    return today - timedelta(days=1)


def refresh_announced(*, today: date, now: datetime) -> list[AnalysisResult]:
    """The report of the month and the quarter; the runs that there are."""
    found = []
    for name in ANNOUNCED:
        from_on, until_on = span_of(name, today)
        record_announced(from_on=from_on, until_on=until_on, as_of=yesterday(today), now=now)
        found.append(recompute_announced(from_on=from_on, until_on=until_on, as_of=today, now=now))
    return [run for run in found if run]


def refresh_pipeline(*, today: date, now: datetime) -> list[AnalysisResult]:
    """The forecast of the month, the quarter and the year, the past of the deals read once at most."""
    load, found = cache(load_deals), []
    for name in PIPELINE:
        from_on, until_on = span_of(name, today)
        record_pipeline(from_on=from_on, until_on=until_on, as_of=yesterday(today), now=now, load=load)
        found.append(recompute_pipeline(from_on=from_on, until_on=until_on, as_of=today, now=now, load=load))
    return [run for run in found if run]
