"""Runs of the comparison of methods over the past of the deals: too long for someone to wait for it."""

from datetime import date, datetime
from typing import Any

from carnet.forecasting.models import AnalysisResult, ResultKind
from carnet.forecasting.queries import latest_result
from carnet.forecasting.reasons import reason_of
from carnet.forecasting.runs.keeping import Computed, Wanted, keep
from carnet.forecasting.runs.pipeline import Load, load_deals

SERIES = "methods"


def compare_methods(*, as_of: date, now: datetime, load: Load = load_deals) -> AnalysisResult | None:
    """The methods over the last quarters that were over; None where there is no deal."""
    wanted = Wanted(ResultKind.PIPELINE_BACKTEST, as_of, as_of, as_of, SERIES)
    return keep(wanted, lambda: _computed(as_of, load), now=now)


def kept_comparison() -> dict[str, Any] | None:
    """The last comparison as the API tells it, its reason in the reader's language."""
    kept = latest_result(ResultKind.PIPELINE_BACKTEST, series=SERIES)
    if kept is None:
        return None
    reason = reason_of(kept.details["reason"])
    return {**kept.details, "reason": str(reason) if reason else None}


def _computed(as_of: date, load: Load) -> Computed | None:
    from carnet.forecasting.pipeline.table import backtest_pipeline

    history = load()
    if not len(history.ids):
        return None
    table = backtest_pipeline(history, on=as_of)
    return Computed(None, table.as_json() | {"reason": table.reason.as_json() if table.reason else None})
