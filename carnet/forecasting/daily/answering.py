"""Answering a question about days: the series, its stored backtest, the forecast."""

from datetime import date

from carnet.forecasting.daily.asked import Asked
from carnet.forecasting.daily.backtest import Backtest, backtest, backtest_of
from carnet.forecasting.daily.closing import country_of
from carnet.forecasting.daily.forecast import ENSEMBLE, DailyForecast, Subject
from carnet.forecasting.daily.making import make_forecast, reason_for_less
from carnet.forecasting.daily.series import series_of
from carnet.forecasting.models import ResultKind
from carnet.forecasting.queries import result_as_of
from carnet.identity.queries import company
from carnet.identity.visibility import Viewer


def answer(viewer: Viewer, asked: Asked, *, today: date) -> DailyForecast:
    """The forecast asked for; a backtest is taken from the stored ones that knew nothing later."""
    as_of = asked.as_of or today
    return make_forecast(
        series_of(viewer, asked.subject, as_of=as_of),
        country_of(company().time_zone),
        as_of=as_of,
        horizon=asked.horizon,
        model=asked.model,
        looked_back=stored_backtest(asked.subject, as_of=as_of),
    )


def stored_backtest(subject: Subject, *, as_of: date) -> Backtest | None:
    """The newest backtest of the series that knew that day and nothing later."""
    found = result_as_of(ResultKind.DAILY_BACKTEST, as_of, series=subject.key)
    return backtest_of(found.details) if found and found.details.get("calibrations") else None


def looked_back(viewer: Viewer, subject: Subject, *, as_of: date) -> Backtest | None:
    """The whole backtest of a series, empty of one with too little of a past; None where nothing was sold."""
    series = series_of(viewer, subject, as_of=as_of)
    if not series.values:
        return None
    if reason_for_less(series, as_of):
        return Backtest(subject, as_of, 0, ENSEMBLE, (), {})
    return backtest(series, country_of(company().time_zone), as_of=as_of)
