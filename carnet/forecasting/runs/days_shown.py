"""What a viewer is shown of the stored days and of their backtests."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from carnet.core.errors import NotAllowed
from carnet.forecasting.daily.asked import Asked, asked
from carnet.forecasting.daily.forecast import DailyForecast, forecast_of
from carnet.forecasting.daily.series import is_anything_sold
from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.queries import sees_series
from carnet.forecasting.reasons import Reason
from carnet.forecasting.runs.days_asked import kept_answer
from carnet.identity.queries import company
from carnet.identity.visibility import Viewer

if TYPE_CHECKING:
    from carnet.forecasting.daily.table import Table


def visible_question(viewer: Viewer, given: Mapping[str, str]) -> Asked:
    """What is asked, refused where the sums would tell of sales the viewer may not open."""
    question = asked(viewer, given)
    if not sees_series(viewer, question.subject, as_of=question.as_of):
        raise NotAllowed
    return question


def kept_days(question: Asked, *, yesterday: date) -> dict[str, Any] | None:
    """The stored answer as the API and the command give it, with when it was computed; None without one."""
    run = kept_answer(question, yesterday=yesterday)
    if run is None:
        return None
    forecast = forecast_of(run.details).first(question.horizon)
    return forecast.as_json() | {"computed_at": run.created_at.isoformat(), "revision": run.revision}


def plain_days(viewer: Viewer, question: Asked, *, yesterday: date) -> DailyForecast:
    """The plain baseline, for where no worker computes a model."""
    from carnet.forecasting.daily.closing import country_of
    from carnet.forecasting.daily.making import plain_forecast, reason_for_less
    from carnet.forecasting.daily.series import series_of

    as_of = question.as_of or yesterday
    series = series_of(viewer, question.subject, as_of=as_of)
    return plain_forecast(
        series,
        country_of(company().time_zone),
        as_of=as_of,
        horizon=question.horizon,
        reason=reason_for_less(series, as_of) or Reason("no_worker"),
    )


def kept_backtests(viewer: Viewer) -> "Table | None":
    """The newest backtest of every series the viewer may see; None where one is still to be made."""
    from carnet.forecasting.daily.backtest import backtest_of
    from carnet.forecasting.daily.table import table_of

    newest: dict[str, AnalysisResult] = {}
    for run in AnalysisResult.objects.filter(kind=ResultKind.DAILY_BACKTEST).order_by("created_at", "id"):
        newest[run.series] = run
    if not newest and is_anything_sold(viewer):
        return None
    found = [backtest_of(run.details) for run in newest.values()]
    return table_of([one for one in found if sees_series(viewer, one.subject, as_of=one.as_of)])
