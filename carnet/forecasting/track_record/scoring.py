"""Scoring: what became of forecasts whose time is over, written once."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet

from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.daily.series import Series, series_of
from carnet.forecasting.heads import EVERYONE
from carnet.forecasting.models import AnalysisResult, Forecast, Level, ResultKind, Score
from carnet.forecasting.track_record.actuals import won_within
from carnet.journal.queries import revision

GRACE = 3
"""Days that late entries are waited for after the last day a forecast speaks of."""
_DAY = timedelta(days=1)


def matured(*, on: date) -> QuerySet[Forecast]:
    """Forecasts without a score whose time and grace are over on a day."""
    over = Forecast.objects.filter(score__isnull=True, until_on__lt=on - GRACE * _DAY)
    return over.order_by("from_on", "until_on", "id")


def scored_from(until_on: date) -> date:
    """The first day on which forecasts of a time that ends then are scored."""
    return until_on + (GRACE + 1) * _DAY


def score_matured(*, on: date) -> int:
    """Score what has matured, all of it or nothing; how many scores were written."""
    at = revision()
    with transaction.atomic():
        # The database lets a forecast be scored once: two who score at the same moment write one score each.
        scores = [
            Score(forecast=forecast, actual=actual, scored_on=on, revision=at)
            for forecast, actual in (*_of_deals(on), *_of_days(on))
        ]
        Score.objects.bulk_create(scores, batch_size=500, ignore_conflicts=True)
    return len(scores)


def _of_deals(on: date) -> Iterator[tuple[Forecast, int]]:
    kinds = [ResultKind.ANNOUNCED, ResultKind.PIPELINE]
    over = matured(on=on).filter(kind__in=kinds)
    runs = AnalysisResult.objects.filter(pk__in=over.order_by().values("result"))
    groups = dict(runs.values_list("pk", "details__groups"))
    for (from_on, until_on), forecasts in groupby(over, lambda one: (one.from_on, one.until_on)):
        won = won_within(from_on, until_on)
        for forecast in forecasts:
            standing = groups[forecast.result_id] or {}
            yield forecast, won.of(forecast.level, forecast.subject_id, standing)


def _of_days(on: date) -> Iterator[tuple[Forecast, int]]:
    """Days are scored once sales of that day or a later one have arrived, however late they come."""
    over = matured(on=on).filter(kind=ResultKind.DAILY).order_by("level", "subject_id", "subject", "id")
    for subject, forecasts in groupby(over, _subject):
        series = series_of(EVERYONE, subject, as_of=on)
        yield from _sums(series, forecasts)


def _subject(forecast: Forecast) -> Subject:
    return Subject(Level(forecast.level), forecast.subject_id, forecast.subject)


def _sums(series: Series, forecasts: Iterable[Forecast]) -> Iterator[tuple[Forecast, int]]:
    for forecast in forecasts:
        if series.values and forecast.until_on <= series.end:
            first = max((forecast.from_on - series.start).days, 0)
            yield forecast, sum(series.values[first : (forecast.until_on - series.start).days + 1])
