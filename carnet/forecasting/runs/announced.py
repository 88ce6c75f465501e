"""Runs of the report of announced sales."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from carnet.forecasting.announced.asked import Asked
from carnet.forecasting.announced.lines import Outlook
from carnet.forecasting.announced.queries import announced_report
from carnet.forecasting.announced.rates import Rate
from carnet.forecasting.announced.report import AnnouncedReport
from carnet.forecasting.models import AnalysisResult, Level, ResultKind
from carnet.forecasting.runs.keeping import Computed, Said, Wanted, is_recorded, keep
from carnet.forecasting.track_record.actuals import Groups, Won, present_groups, run_rate

PLAIN, SHRUNK = "forecast", "shrunk"


def recompute_announced(
    *, from_on: date, until_on: date, as_of: date, now: datetime
) -> AnalysisResult | None:
    """The report of a period as it stands; None where nothing was ever announced."""
    wanted = Wanted(ResultKind.ANNOUNCED, as_of, from_on, until_on)
    return keep(wanted, lambda: _computed(wanted), now=now)


def record_announced(*, from_on: date, until_on: date, as_of: date, now: datetime) -> AnalysisResult | None:
    """The report of a finished day, whose forecasts enter the track record; None where they did already."""
    wanted = Wanted(ResultKind.ANNOUNCED, as_of, from_on, until_on)
    return None if is_recorded(wanted) else keep(wanted, lambda: _computed(wanted), now=now, counts=True)


def _computed(wanted: Wanted) -> Computed | None:
    asked = Asked(wanted.from_on, wanted.until_on, wanted.as_of)
    report = announced_report(asked)
    if not report.total.sums.announced:
        return None
    groups = present_groups()
    pace = run_rate(as_of=wanted.as_of, until_on=wanted.until_on)
    told = [one for line in _lines(report) for one in _said(line, asked, pace, groups)]
    return Computed(report.total.forecast, report.kept() | {"groups": groups}, tuple(told))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the report under its level, with the rate it was forecast by."""

    level: Level
    id: int | None
    name: str | None
    outlook: Outlook
    rate: Rate | None


def _lines(report: AnnouncedReport) -> Iterator[_Line]:
    yield _Line(Level.COMPANY, None, None, report.total, report.company_rate)
    for head in report.rows:
        yield _Line(Level.MANAGER, head.id, head.key, head, head.rate)
        for agent in head.managers:
            yield _Line(Level.AGENT, agent.id, agent.key, agent, head.rate)


def _said(line: _Line, asked: Asked, pace: Won, groups: Groups) -> Iterator[Said]:
    """By the plain rate, and by the shrunk one with its interval; nothing where no rate is known."""
    sums, forecast, rate = line.outlook.sums, line.outlook.forecast, line.rate
    if forecast is None or rate is None:
        return
    baseline = sums.paid + pace.of(line.level, line.id or 0, groups)
    plain = Said(
        line.level,
        line.id,
        line.name,
        PLAIN,
        asked.from_on,
        asked.until_on,
        forecast,
        None,
        None,
        baseline,
        sums.paid,
    )
    yield plain
    if line.level != Level.COMPANY:
        low, middle, high = (
            sums.paid + round(sums.expected * part) for part in (rate.low, rate.shrunk, rate.high)
        )
        yield replace(plain, method=SHRUNK, value=middle, low=low, high=high)
