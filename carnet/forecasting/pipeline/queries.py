"""The pipeline forecast as a viewer may see it; computing and scope in one place for command and API."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import NotAllowed
from carnet.deals.queries import visible_deals
from carnet.forecasting.models import Level
from carnet.forecasting.pipeline.asked import Asked
from carnet.forecasting.pipeline.lines import PipelineForecast
from carnet.forecasting.queries import seen_by, seen_lines
from carnet.identity.visibility import Viewer

if TYPE_CHECKING:
    from carnet.forecasting.pipeline.table import BacktestTable


def pipeline_forecast(asked: Asked) -> PipelineForecast:
    """The forecast over the whole company, computed now."""
    from carnet.forecasting.pipeline.forecast import forecast_pipeline
    from carnet.forecasting.pipeline.reading import load_history

    days = {"from_on": asked.from_on, "until_on": asked.until_on, "as_of": asked.as_of}
    return forecast_pipeline(load_history(), **days)


def visible_forecast(viewer: Viewer, asked: Asked) -> dict[str, Any]:
    """The lines and deals a viewer may see; the company's line is null for who does not see all."""
    return seen_json(viewer, pipeline_forecast(asked))


def seen_json(viewer: Viewer, forecast: PipelineForecast) -> dict[str, Any]:
    """A forecast as JSON, without what the viewer may not see."""
    whole = forecast.as_json()
    if viewer.sees_all:
        return whole
    scope = seen_by(viewer)
    own = set(visible_deals(viewer).values_list("pk", flat=True))
    return whole | {
        "company": None,
        "managers": [line.as_json() for line in seen_lines(scope, Level.MANAGER, forecast.managers)],
        "agents": [line.as_json() for line in seen_lines(scope, Level.AGENT, forecast.agents)],
        "deals": [deal.as_json() for deal in forecast.deals if deal.id in own],
    }


def backtest_table(*, on: date) -> "BacktestTable":
    """The methods over the past of the data at hand, computed now over the whole company."""
    from carnet.forecasting.pipeline.reading import load_history
    from carnet.forecasting.pipeline.table import backtest_pipeline

    return backtest_pipeline(load_history(), on=on)


def visible_backtest(viewer: Viewer, *, on: date) -> dict[str, Any]:
    """The same for who sees all, since its errors tell how much was won: as the worker last computed it.

    It takes seconds: only where no run is kept yet is it computed on the spot.
    """
    from carnet.forecasting.runs.methods import kept_comparison

    if not viewer.sees_all:
        raise NotAllowed(_("Only who sees the whole company may look back at its forecasts."))
    return kept_comparison() or backtest_table(on=on).as_json()
