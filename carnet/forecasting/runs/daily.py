"""Runs of the daily forecast and of its look back: one for each shop, product, region and the total."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Sum

from carnet.forecasting.daily.answering import looked_back, stored_backtest
from carnet.forecasting.daily.closing import country_of
from carnet.forecasting.daily.forecast import DailyForecast, Point, Span, Subject
from carnet.forecasting.daily.making import make_forecast
from carnet.forecasting.daily.series import series_of
from carnet.forecasting.heads import EVERYONE
from carnet.forecasting.models import FORECAST, AnalysisResult, Level, ResultKind
from carnet.forecasting.runs.days_asked import USUAL_REACH
from carnet.forecasting.runs.keeping import Computed, Said, Wanted, keep
from carnet.identity.queries import company
from carnet.sales.models import Sale

SCORED_AHEAD = (1, 7, 14, 28)
"""Of each curve these days and the sums of one and of four weeks are scored; all of it is kept."""

LATELY = timedelta(days=90)
MOST = {Level.STORE: ("store_id", "store__name", 60), Level.PRODUCT: ("product_id", "product__name", 40)}
"""How many of each: those that sold most of late; a series takes the worker a second every night."""


def forecast_subjects(*, as_of: date) -> list[Subject]:
    """The total, and of late the best selling stores and products, and their regions."""
    return [Subject(), *_sold_of_late(as_of)]


def _sold_of_late(as_of: date) -> Iterator[Subject]:
    lately = Sale.objects.filter(sold_on__gt=as_of - LATELY, sold_on__lte=as_of)
    for level, (key, name, most) in MOST.items():
        rows = lately.exclude(**{key: None}).order_by().values_list(key, name).annotate(total=Sum("amount"))
        yield from (Subject(level, pk, called) for pk, called, _total in rows.order_by("-total", key)[:most])
    regions = lately.exclude(store=None).exclude(store__region="").values_list("store__region", flat=True)
    yield from (Subject(Level.REGION, 0, region) for region in regions.order_by("store__region").distinct())


def forecast_days(*, subject: Subject, as_of: date, now: datetime) -> AnalysisResult | None:
    """The days after a finished one, which enter the track record; None where nothing was ever sold."""
    from_on, until_on = as_of + timedelta(days=1), as_of + timedelta(days=USUAL_REACH)
    wanted = Wanted(ResultKind.DAILY, as_of, from_on, until_on, subject.key)
    return keep(wanted, lambda: _computed(subject, as_of), now=now, counts=True)


def _computed(subject: Subject, as_of: date) -> Computed | None:
    series = series_of(EVERYONE, subject, as_of=as_of)
    if not series.values:
        return None
    country = country_of(company().time_zone)
    known = stored_backtest(subject, as_of=as_of)
    forecast = make_forecast(series, country, as_of=as_of, horizon=USUAL_REACH, looked_back=known)
    value = forecast.spans[-1].value if forecast.spans else None
    return Computed(value, forecast.kept(), tuple(said_by(forecast)))


def said_by(forecast: DailyForecast) -> Iterator[Said]:
    """The days that will be scored, but those on which the shop is closed, and the sums."""
    days = [forecast.points[ahead - 1] for ahead in SCORED_AHEAD if ahead <= forecast.horizon]
    for day in days:
        if day.low is None or day.low != day.high:
            yield _said(forecast.subject, day, day.on, day.on)
    for span in forecast.spans:
        yield _said(forecast.subject, span, span.from_on, span.until_on)


def _said(subject: Subject, of: Point | Span, from_on: date, until_on: date) -> Said:
    about = (subject.level, subject.id, subject.name, FORECAST, from_on, until_on)
    return Said(*about, of.value, of.low, of.high, of.baseline)


def look_back_at_days(*, subject: Subject, as_of: date, now: datetime) -> AnalysisResult | None:
    """How the models would have done on the subject's past: which to trust, and how far off it is."""
    wanted = Wanted(ResultKind.DAILY_BACKTEST, as_of, as_of, as_of, subject.key)
    return keep(wanted, lambda: _looked_back(subject, as_of), now=now)


def _looked_back(subject: Subject, as_of: date) -> Computed | None:
    found = looked_back(EVERYONE, subject, as_of=as_of)
    return Computed(None, found.kept()) if found else None
