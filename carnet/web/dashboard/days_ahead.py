"""What the stores are expected to sell until the end of the month, on their curve."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from carnet.core.period import EARLIEST, Period, month_of
from carnet.forecasting.daily.forecast import DailyForecast, Point, Subject, forecast_of
from carnet.forecasting.models import ResultKind
from carnet.forecasting.queries import latest_result, sees_series
from carnet.identity.visibility import Viewer
from carnet.metrics.dashboard import Dashboard
from carnet.metrics.stores import sold_days
from carnet.web.dashboard.charts import point_name
from carnet.web.dashboard.outlook import Expected, with_expected
from carnet.web.dashboard.stores import StoreBlock

STALE_AFTER = timedelta(days=2)


def with_days_ahead(viewer: Viewer, found: Dashboard, block: StoreBlock, today: date) -> StoreBlock:
    """The block with its curve led on by the last forecast of all stores, where it fits what is shown."""
    period = found.filters.period
    if found.filters.picks or not (period.start or EARLIEST) <= today <= (period.end or today):
        return block
    forecast = _forecast(viewer, today)
    ahead = _until_month_end(forecast, today) if forecast else []
    expected = _expected(viewer, found, ahead) if ahead else []
    if not expected:
        return block
    over = len(_known(found, block, ahead[0].on))
    return replace(block, curve=with_expected(block.curve, over, expected), expected=tuple(expected))


def _forecast(viewer: Viewer, today: date) -> DailyForecast | None:
    """The last one of all sales, unless it is stale, plainer than usual, or tells of sales of others."""
    run = latest_result(ResultKind.DAILY, series=Subject().key)
    if run is None or run.as_of < today - STALE_AFTER:
        return None
    if not sees_series(viewer, Subject(), as_of=run.as_of):
        return None
    forecast = forecast_of(run.details)
    return None if forecast.reason else forecast


def _until_month_end(forecast: DailyForecast, today: date) -> list[Point]:
    end = month_of(today).end or today
    return [point for point in forecast.points if today <= point.on <= end]


def _expected(viewer: Viewer, found: Dashboard, ahead: Sequence[Point]) -> list[Expected]:
    """By day each with its bounds; by month the present one, a sum whose interval nobody measured."""
    if found.grain == "day":
        return [Expected(point_name(one.on, "day"), one.value, one.low, one.high) for one in ahead]
    first = ahead[0].on.replace(day=1)
    period = Period(first, ahead[0].on - timedelta(days=1))
    sold = sum(cell.value for cell in sold_days(viewer, found.filters.with_period(period)))
    years = {point.start.year for point in found.points}
    name = point_name(first, "month", with_year=len(years) > 1)
    return [Expected(name, sold + sum(one.value for one in ahead), None, None)]


def _known(found: Dashboard, block: StoreBlock, first: date) -> list[date]:
    """The points of the curve that are over."""
    start = first if found.grain == "day" else first.replace(day=1)
    return [point.start for _name, point in block.points if point.start < start]
