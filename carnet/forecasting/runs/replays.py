"""Pipeline forecasts of past periods made again from what was known then: shown as replays, never scored."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.queries import latest_result
from carnet.forecasting.runs.keeping import Computed, Said, Wanted, keep
from carnet.forecasting.runs.pipeline import Load, load_deals, said_by
from carnet.forecasting.spans import Span, finished
from carnet.forecasting.track_record.actuals import Groups, present_groups, won_within
from carnet.forecasting.track_record.outcomes import Outcome, outcome_of

SERIES = "replays"
CUTS = (("month", 15, 12), ("quarter", 45, 6))
"""Which periods, how many days before their end they are forecast, and how many of them."""


def look_back_at_deals(*, as_of: date, now: datetime, load: Load = load_deals) -> AnalysisResult | None:
    """The finished months and quarters as they would have been forecast; None where there is no deal."""
    cuts = [
        (until_on - timedelta(days=ahead), (from_on, until_on))
        for name, ahead, count in CUTS
        for from_on, until_on in finished(name, by=as_of, count=count)
    ]
    first, last = min(span[0] for _cut, span in cuts), max(span[1] for _cut, span in cuts)
    wanted = Wanted(ResultKind.PIPELINE_BACKTEST, as_of, first, last, SERIES)
    return keep(wanted, lambda: _computed(cuts, load), now=now)


def kept_replays() -> tuple[Outcome, ...]:
    """The last replays and what happened."""
    kept = latest_result(ResultKind.PIPELINE_BACKTEST, series=SERIES)
    return tuple(outcome_of(stored) for stored in kept.details["replays"]) if kept else ()


def _computed(cuts: list[tuple[date, Span]], load: Load) -> Computed | None:
    from carnet.forecasting.pipeline.forecast import forecast_pipeline

    history = load()
    if not len(history.ids):
        return None
    groups = present_groups()
    found: list[Outcome] = []
    for made_on, (from_on, until_on) in cuts:
        forecast = forecast_pipeline(history, from_on=from_on, until_on=until_on, as_of=made_on)
        found += _outcomes(said_by(forecast), made_on, groups)
    return Computed(None, {"replays": [_kept(one) for one in found]})


def _outcomes(said: Iterable[Said], made_on: date, groups: Groups) -> Iterator[Outcome]:
    for (from_on, until_on), told in groupby(said, lambda one: (one.from_on, one.until_on)):
        won = won_within(from_on, until_on)
        for one in told:
            about = {"subject_id": one.subject_id or 0, "subject": one.subject or ""}
            actual = won.of(one.level, one.subject_id or 0, groups)
            yield Outcome(**asdict(one) | about, kind=ResultKind.PIPELINE, made_on=made_on, actual=actual)


def _kept(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(outcome).items() if name != "scored_on"}
