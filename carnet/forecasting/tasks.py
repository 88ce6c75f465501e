"""Forecasts in the background: a job takes ids or nothing and calls one action.

NumPy and the models are imported by the job: a web process queues jobs and never computes days.
"""

from datetime import date
from typing import TYPE_CHECKING

from carnet.forecasting.models import AnalysisResult, Level, ResultKind
from carnet.forecasting.runs.replays import SERIES as REPLAYS
from carnet.identity.queries import company_zone
from carnet.jobs.clock import now
from carnet.jobs.queue import calculations

if TYPE_CHECKING:
    from carnet.forecasting.daily.forecast import Subject

LATER = -1 if calculations.storage.priority else None
"""Jobs of many let those go first that someone waits for, where the queue can tell them apart."""


def today() -> date:
    """The company's day."""
    return now().astimezone(company_zone()).date()


@calculations.task()
def refresh_announced() -> None:
    """The report of announced sales, for the usual periods."""
    from carnet.forecasting.runs import usual

    usual.refresh_announced(today=today(), now=now())


@calculations.task()
def refresh_pipeline() -> None:
    """The pipeline forecast, for the usual periods."""
    from carnet.forecasting.runs import usual

    usual.refresh_pipeline(today=today(), now=now())


@calculations.task()
def refresh_days() -> None:
    """The days of every shop, product and region, each a job of its own."""
    for subject in _subjects():
        forecast_days(subject.level.value, subject.id, subject.name)


@calculations.task(priority=LATER)
def forecast_days(level: str, subject_id: int, name: str) -> None:
    """The days of one of them."""
    from carnet.forecasting.daily.forecast import Subject
    from carnet.forecasting.runs import daily, usual

    subject = Subject(Level(level), subject_id, name)
    daily.forecast_days(subject=subject, as_of=usual.yesterday(today()), now=now())


@calculations.task(priority=LATER)
def look_back_at_deals() -> None:
    """How the pipeline forecast would have done at past days."""
    from carnet.forecasting.runs import replays, usual

    replays.look_back_at_deals(as_of=usual.yesterday(today()), now=now())


@calculations.task()
def answer_days(level: str, subject_id: int, name: str, horizon: int, model: str | None, as_of: str) -> None:
    """The days somebody asked for beyond the usual ones."""
    from carnet.forecasting.daily.asked import Asked
    from carnet.forecasting.daily.forecast import Subject
    from carnet.forecasting.runs.days_asked import answer_asked

    asked = Asked(Subject(Level(level), subject_id, name), horizon, model, date.fromisoformat(as_of))
    answer_asked(asked=asked, yesterday=date.fromisoformat(as_of), now=now())


@calculations.task(priority=LATER)
def compare_methods() -> None:
    """How the methods would have done at past days of the deals."""
    from carnet.forecasting.runs import methods, usual

    methods.compare_methods(as_of=usual.yesterday(today()), now=now())


@calculations.task()
def look_back_at_all_days() -> None:
    """How the models would have done on each, each a job of its own."""
    for subject in _subjects():
        look_back_at_days(subject.level.value, subject.id, subject.name)


@calculations.task(priority=LATER)
def look_back_at_days(level: str, subject_id: int, name: str) -> None:
    """How the models would have done on one of them."""
    from carnet.forecasting.daily.forecast import Subject
    from carnet.forecasting.runs import daily, usual

    subject = Subject(Level(level), subject_id, name)
    daily.look_back_at_days(subject=subject, as_of=usual.yesterday(today()), now=now())


@calculations.task()
def score_matured() -> None:
    """What became of the forecasts whose time is over."""
    from carnet.forecasting.track_record import scoring

    scoring.score_matured(on=today())


def begin() -> None:
    """Queue what no night has computed yet: on the first start, and after the first import."""
    if not AnalysisResult.objects.filter(kind=ResultKind.PIPELINE).exists():
        refresh_announced()
        refresh_pipeline()
    if not AnalysisResult.objects.filter(kind=ResultKind.PIPELINE_BACKTEST, series=REPLAYS).exists():
        look_back_at_deals()
        compare_methods()
    if not AnalysisResult.objects.filter(kind=ResultKind.DAILY).exists():
        refresh_days()


def _subjects() -> list["Subject"]:
    from carnet.forecasting.runs import daily, usual

    return daily.forecast_subjects(as_of=usual.yesterday(today()))
