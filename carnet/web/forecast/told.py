"""What a forecast was told by: the last run of its period, or a replay as of a past day."""

from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

from carnet.forecasting.models import ResultKind
from carnet.forecasting.pipeline.lines import PipelineForecast
from carnet.forecasting.queries import latest_result
from carnet.forecasting.runs.pipeline import pipeline_of, realised_of
from carnet.web.forecast.asked import Asked
from carnet.web.forecast.rows import NO_RATES, Rates, rates_of


@dataclass(frozen=True, slots=True)
class Told:
    """A forecast with when and how fast it was computed; `at` is None for a replay, which is not kept."""

    forecast: PipelineForecast
    seconds: float
    at: datetime | None = None
    rates: Rates = NO_RATES


def told(view: Asked) -> Told | None:
    """The last run of the period, or the replay of a past day; None where neither says anything."""
    if view.as_of is not None:
        return _replayed(view, view.as_of)
    run = latest_result(ResultKind.PIPELINE, from_on=view.from_on, until_on=view.until_on)
    if run is None:
        return None
    return Told(pipeline_of(run), run.seconds, run.created_at, rates_of(realised_of(run)))


def _replayed(view: Asked, as_of: date) -> Told | None:
    # NumPy stays out of processes that never replay.
    from carnet.forecasting.pipeline.forecast import forecast_pipeline
    from carnet.forecasting.pipeline.reading import load_history
    from carnet.forecasting.pipeline.realised import realisations_until

    started = perf_counter()
    history = load_history()
    if not len(history.ids):
        return None
    days = {"from_on": view.from_on, "until_on": view.until_on, "as_of": as_of}
    rates = rates_of(realisations_until(history, as_of=as_of, until_on=view.until_on))
    return Told(forecast_pipeline(history, **days), perf_counter() - started, rates=rates)
