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
    """A line of the report under its level, with what the shrunk rate makes of it."""

    level: Level
    id: int | None
    name: str | None
    outlook: Outlook
    cautious: int | None


def _lines(report: AnnouncedReport) -> Iterator[_Line]:
    heads = [
        _Line(Level.MANAGER, head.id, head.key, head, _cautious(head, head.rate)) for head in report.rows
    ]
    whole = [head.cautious for head in heads]
    total = None if None in whole else sum(part or 0 for part in whole)
    yield _Line(Level.COMPANY, None, None, report.total, total)
    for line, head in zip(heads, report.rows, strict=True):
        yield line
        for agent in head.managers:
            yield _Line(Level.AGENT, agent.id, agent.key, agent, _cautious(agent, head.rate))


def _cautious(line: Outlook, rate: Rate | None) -> int | None:
    """What the shrunk rate makes of it; its interval is the rate's, not that of an amount."""
    return line.sums.paid + round(line.sums.expected * rate.shrunk) if rate else None


def _said(line: _Line, asked: Asked, pace: Won, groups: Groups) -> Iterator[Said]:
    """By the plain rate and by the shrunk one; nothing where no rate is known."""
    sums, forecast = line.outlook.sums, line.outlook.forecast
    if forecast is None or line.cautious is None:
        return
    plain = Said(
        level=line.level,
        subject_id=line.id,
        subject=line.name,
        method=PLAIN,
        from_on=asked.from_on,
        until_on=asked.until_on,
        value=forecast,
        low=None,
        high=None,
        baseline=sums.paid + pace.of(line.level, line.id or 0, groups),
        known=sums.paid,
    )
    yield plain
    yield replace(plain, method=SHRUNK, value=line.cautious)
