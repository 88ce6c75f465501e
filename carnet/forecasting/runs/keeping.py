"""Keeping a run: the result and the forecasts it made in one transaction, never twice for the same input."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from time import perf_counter
from typing import Any

from django.db import IntegrityError, transaction

from carnet.forecasting.models import AnalysisResult, Forecast, Level
from carnet.journal.queries import revision

ENGINE = 1
"""Grows when the same data would give other figures, or runs are kept in another shape."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be computed, as known at the end of `as_of`; of which shop or product where one is named."""

    kind: str
    as_of: date
    from_on: date
    until_on: date
    series: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)

    def fingerprint(self, of_revision: int, *, counts: bool) -> str:
        """The same for the same question put to the same data; what counts is no other's twin."""
        told = json.dumps([ENGINE, of_revision, counts, asdict(self)], default=str, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Said:
    """A forecast about to be kept, in minor units; `known` of it had already happened."""

    level: Level
    subject_id: int | None
    subject: str | None
    method: str
    from_on: date
    until_on: date
    value: int
    low: int | None
    high: int | None
    baseline: int | None
    known: int = 0


@dataclass(frozen=True, slots=True)
class Computed:
    """What came out."""

    value: int | None
    details: dict[str, Any]
    said: tuple[Said, ...] = ()


def keep(
    wanted: Wanted, compute: Callable[[], Computed | None], *, now: datetime, counts: bool = False
) -> AnalysisResult | None:
    """Compute and store, or return the run that answered this already; None where there is nothing to say.

    `counts`: the forecasts enter the track record, unless those of that day did already.
    """
    # Read before the data: what is written meanwhile makes the next run compute again, never skip.
    at = revision()
    fingerprint = wanted.fingerprint(at, counts=counts)
    if kept := _kept(fingerprint):
        return kept
    started = perf_counter()
    computed = compute()
    if computed is None:
        return None
    said = computed.said if counts and not is_recorded(wanted) else ()
    result = AnalysisResult(
        kind=wanted.kind,
        series=wanted.series,
        fingerprint=fingerprint,
        created_at=now,
        as_of=wanted.as_of,
        from_on=wanted.from_on,
        until_on=wanted.until_on,
        revision=at,
        parameters=wanted.parameters | {"engine": ENGINE},
        value=computed.value,
        details=computed.details,
        seconds=round(perf_counter() - started, 3),
    )
    return _stored(result, said, wanted)


def is_recorded(wanted: Wanted) -> bool:
    """Whether forecasts of this day, period and series are in the track record."""
    return _recorded(wanted) is not None


def _recorded(wanted: Wanted) -> AnalysisResult | None:
    """The run whose forecasts of this day count."""
    same = {"kind": wanted.kind, "as_of": wanted.as_of, "series": wanted.series}
    period = {"from_on": wanted.from_on, "until_on": wanted.until_on}
    return AnalysisResult.objects.filter(**same, **period, forecasts__isnull=False).first()


def _kept(fingerprint: str) -> AnalysisResult | None:
    return AnalysisResult.objects.filter(fingerprint=fingerprint).first()


def _stored(result: AnalysisResult, said: Iterable[Said], wanted: Wanted) -> AnalysisResult:
    try:
        with transaction.atomic():
            result.save(force_insert=True)
            Forecast.objects.bulk_create(_rows(result, said), batch_size=500)
    except IntegrityError:
        # Another run, at the same moment, was the first to say it.
        first = _kept(result.fingerprint) or _recorded(wanted)
        if first is None:
            raise
        return first
    return result


def _rows(result: AnalysisResult, said: Iterable[Said]) -> list[Forecast]:
    return [
        Forecast(
            result=result,
            kind=result.kind,
            level=one.level,
            subject_id=one.subject_id or 0,
            subject=one.subject or "",
            method=one.method,
            made_on=result.as_of,
            from_on=one.from_on,
            until_on=one.until_on,
            known=one.known,
            value=one.value,
            low=one.low,
            high=one.high,
            baseline=one.baseline,
        )
        for one in said
    ]
