"""Runs of the pipeline forecast."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from carnet.forecasting.models import FORECAST, AnalysisResult, Level, ResultKind
from carnet.forecasting.pipeline.lines import Line, PipelineForecast, line_of
from carnet.forecasting.realisation import Realisations, realisations_of
from carnet.forecasting.runs.keeping import Computed, Said, Wanted, is_recorded, keep
from carnet.forecasting.track_record.actuals import present_groups

if TYPE_CHECKING:
    from carnet.forecasting.pipeline.history import History

Load = Callable[[], "History"]


def load_deals() -> "History":
    """The past of every deal; who computes without it never imports NumPy."""
    from carnet.forecasting.pipeline.reading import load_history

    return load_history()


def recompute_pipeline(
    *, from_on: date, until_on: date, as_of: date, now: datetime, load: Load = load_deals
) -> AnalysisResult | None:
    """The forecast of a period as things stand; None where there is no deal.

    `load` brings the past of the deals: who computes several periods reads it once.
    """
    wanted = Wanted(ResultKind.PIPELINE, as_of, from_on, until_on)
    return keep(wanted, lambda: _computed(wanted, load), now=now)


def record_pipeline(
    *, from_on: date, until_on: date, as_of: date, now: datetime, load: Load = load_deals
) -> AnalysisResult | None:
    """The forecast made of a finished day, which enters the track record; None where it did already."""
    wanted = Wanted(ResultKind.PIPELINE, as_of, from_on, until_on)
    if is_recorded(wanted):
        return None
    return keep(wanted, lambda: _computed(wanted, load), now=now, counts=True)


def pipeline_of(result: AnalysisResult) -> PipelineForecast:
    """The forecast a run kept; the chances of single deals follow from its model."""
    kept = result.details
    return PipelineForecast(
        as_of=result.as_of,
        from_on=result.from_on,
        until_on=result.until_on,
        company=_lines_of(kept["company"])[0],
        managers=_lines_of(kept["managers"]),
        agents=_lines_of(kept["agents"]),
        deals=(),
        model=kept["model"],
        bias=kept["bias"],
        replays=kept["replays"],
    )


def realised_of(result: AnalysisResult) -> Realisations | None:
    """The realisation rates a run kept; None of a run from before there were any."""
    kept = result.details.get("realisations")
    return realisations_of(kept) if kept else None


def _computed(wanted: Wanted, load: Load) -> Computed | None:
    from carnet.forecasting.pipeline.forecast import forecast_pipeline

    history = load()
    if not len(history.ids):
        return None
    days = {"from_on": wanted.from_on, "until_on": wanted.until_on, "as_of": wanted.as_of}
    forecast = forecast_pipeline(history, **days)
    kept = _kept(forecast) | {"realisations": _realised(history, wanted)}
    return Computed(forecast.company.forecast, kept, tuple(said_by(forecast)))


def _realised(history: "History", wanted: Wanted) -> dict[str, Any]:
    """How much of what was open on past days was won within as many days as are left."""
    from carnet.forecasting.pipeline.realised import realisations_until

    return realisations_until(history, as_of=wanted.as_of, until_on=wanted.until_on).kept()


def _kept(forecast: PipelineForecast) -> dict[str, Any]:
    return {
        "company": _rows([forecast.company]),
        "managers": _rows(forecast.managers),
        "agents": _rows(forecast.agents),
        "model": forecast.model,
        "bias": forecast.bias,
        "replays": forecast.replays,
        "groups": present_groups(),
    }


def _rows(lines: Sequence[Line]) -> list[list[Any]]:
    """A row of names, then one of values for each line: dozens of runs a day are kept for good."""
    kept = [line.kept() for line in lines]
    return [list(kept[0]), *(list(values.values()) for values in kept)] if kept else []


def _lines_of(rows: list[list[Any]]) -> tuple[Line, ...]:
    return tuple(line_of(dict(zip(rows[0], row, strict=True))) for row in rows[1:])


def said_by(forecast: PipelineForecast) -> Iterator[Said]:
    """A forecast for each line that has one, beside the run-rate."""
    levels = (
        (Level.COMPANY, (forecast.company,)),
        (Level.MANAGER, forecast.managers),
        (Level.AGENT, forecast.agents),
    )
    for level, lines in levels:
        for line in lines:
            if line.forecast is not None:
                yield _said(level, line, line.forecast, forecast)


def _said(level: Level, line: Line, value: int, forecast: PipelineForecast) -> Said:
    return Said(
        level=level,
        subject_id=line.id,
        subject=line.key,
        method=FORECAST,
        from_on=forecast.from_on,
        until_on=forecast.until_on,
        value=value,
        low=line.low,
        high=line.high,
        baseline=None if line.run_rate is None else line.won_so_far + line.run_rate,
        known=line.won_so_far,
    )
