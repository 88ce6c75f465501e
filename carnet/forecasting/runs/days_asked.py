"""Runs of the daily forecast that somebody asked for: another model, day or reach than the timetable's."""

from datetime import date, datetime, timedelta

from carnet.forecasting.daily.asked import Asked
from carnet.forecasting.daily.forecast import FARTHEST
from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.queries import latest_result, results
from carnet.forecasting.runs.keeping import Computed, Wanted, keep

USUAL_REACH = 35
"""A month and a little more: what the timetable computes, the dashboard's curve and the page of days show."""

REACHES = (USUAL_REACH, 91, FARTHEST)
"""Days computed: what reaches farther holds what reaches less far, so that few runs answer all."""


def kept_answer(asked: Asked, *, yesterday: date) -> AnalysisResult | None:
    """The newest run that answers the question; None where it is still to be computed."""
    if asked.model is None and asked.horizon <= USUAL_REACH:
        usual = _usual(asked)
        if usual is not None:
            return usual
    wanted = _wanted(asked, yesterday)
    return results(wanted.kind, series=wanted.series).filter(as_of=wanted.as_of).first()


def _usual(asked: Asked) -> AnalysisResult | None:
    """The timetable's run: the newest, or that of the day asked for."""
    if asked.as_of is None:
        return latest_result(ResultKind.DAILY, series=asked.subject.key)
    return results(ResultKind.DAILY, series=asked.subject.key).filter(as_of=asked.as_of).first()


def answer_asked(*, asked: Asked, yesterday: date, now: datetime) -> AnalysisResult | None:
    """Compute and keep the answer; it says nothing in the track record, which is the timetable's."""
    wanted = _wanted(asked, yesterday)
    return keep(wanted, lambda: _computed(asked, wanted), now=now)


def _wanted(asked: Asked, yesterday: date) -> Wanted:
    """Kept under a name of its own, so that no page takes it for the usual run of the series."""
    reach = next(days for days in REACHES if asked.horizon <= days)
    as_of = asked.as_of or yesterday
    series = f"{asked.subject.key}/{asked.model or 'chosen'}/{reach}"
    from_on, until_on = as_of + timedelta(days=1), as_of + timedelta(days=reach)
    return Wanted(ResultKind.DAILY, as_of, from_on, until_on, series, {"model": asked.model, "reach": reach})


def _computed(asked: Asked, wanted: Wanted) -> Computed:
    from carnet.forecasting.daily.answering import answer
    from carnet.forecasting.heads import EVERYONE

    whole = Asked(asked.subject, wanted.parameters["reach"], asked.model, wanted.as_of)
    forecast = answer(EVERYONE, whole, today=wanted.as_of)
    return Computed(forecast.spans[-1].value if forecast.spans else None, forecast.kept())
