"""The track record: its chart, its sums by level and time ahead, the single forecasts behind them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from carnet.forecasting.models import ResultKind
from carnet.forecasting.queries import seen_by
from carnet.forecasting.track_record.queries import (
    Standing,
    compared_periods,
    compared_replays,
    of_horizon,
    outcome,
    pending,
    replay_standings,
    scored_forecasts,
    standings,
)
from carnet.forecasting.track_record.scoring import GRACE
from carnet.identity.visibility import Viewer
from carnet.web import pages
from carnet.web.forecast.track_record.asked import Asked, Listed, asked, listed
from carnet.web.forecast.track_record.card import card_of, replayed_lead, row_of, said_lead
from carnet.web.forecast.track_record.wording import KINDS, SPANS, ahead_name, level_name, subject_name
from carnet.web.middleware import PageRequest

TEMPLATE = "web/forecast/track_record/record.html"
LIST = "web/forecast/track_record/list.html"
SHOWN = 50


@pages.page
def record(request: PageRequest) -> HttpResponse:
    """What the forecasts of a kind were worth; replays beside it, called so."""
    view, today = asked(request.GET.dict()), timezone.localdate()
    viewer, currency = request.viewer, request.company.currency  # type: ignore[attr-defined]
    context = {
        "view": view,
        "today": today,
        "scored_after": GRACE + 1,
        "currency": currency,
        "kinds": [(name, view.address(kind=key), key == view.kind) for key, name in KINDS.items()],
        "spans": [] if view.kind == ResultKind.DAILY else _spans(view),
        "pending": pending(viewer, on=today, kind=view.kind),
        "own_lines": not seen_by(viewer).sees_all,
        **_scored(viewer, view, currency),
        **_replayed(viewer, view, currency),
    }
    return pages.render(request, TEMPLATE, context)


def _spans(view: Asked) -> list[tuple[Any, str, bool]]:
    return [(name, view.address(span=key), key == view.span) for key, name in SPANS.items()]


def _scored(viewer: Viewer, view: Asked, currency: str) -> dict[str, Any]:
    found = compared_periods(viewer, view.kind, view.span)
    rows = [line for line in standings(viewer) if line.kind == view.kind]
    return {
        "card": card_of(found, view.span, currency, lead=said_lead(view.span)) if found else None,
        "rows": [_row(line, linked=True) for line in rows],
    }


def _replayed(viewer: Viewer, view: Asked, currency: str) -> dict[str, Any]:
    """Only deals are forecast again as of past days."""
    if view.kind != ResultKind.PIPELINE:
        return {"replay_card": None, "replay_rows": []}
    found = compared_replays(viewer, view.span)
    return {
        "replay_card": card_of(found, view.span, currency, lead=replayed_lead(view.span)) if found else None,
        "replay_rows": [_row(line, linked=False) for line in replay_standings(viewer)],
    }


def _row(line: Standing, *, linked: bool) -> dict[str, Any]:
    told = {"kind": line.kind, "level": line.level, "method": line.method, "ahead": line.horizon}
    return {
        "level": level_name(line.kind, line.level, line.method),
        "ahead": ahead_name(line.horizon),
        "tally": line.tally,
        "periods": len(line.tally.periods),
        "url": f"{reverse('forecast:track-record-list')}?{urlencode(told)}" if linked else "",
    }


@pages.page
def forecast_list(request: PageRequest) -> HttpResponse:
    """The single forecasts behind a row: what was said, when, and what happened."""
    view = listed(request.GET.dict())
    found = scored_forecasts(request.viewer).filter(**_filters(view))
    found = found if view.ahead is None else of_horizon(found, view.ahead)
    first = (view.page - 1) * SHOWN
    shown = [outcome(forecast) for forecast in found[first : first + SHOWN + 1]]
    context = {
        "title": _list_title(view),
        "rows": [row_of(one) | {"subject": subject_name(one)} for one in shown[:SHOWN]],
        "currency": request.company.currency,  # type: ignore[attr-defined]
        "back_url": reverse("forecast:track-record") + Asked(view.kind or "pipeline", "month").address(),
        "newer_url": view.address(view.page - 1) if view.page > 1 else "",
        "older_url": view.address(view.page + 1) if len(shown) > SHOWN else "",
    }
    return pages.render(request, LIST, context)


def _filters(view: Listed) -> dict[str, str]:
    told = {"kind": view.kind, "level": view.level, "method": view.method}
    return {name: value for name, value in told.items() if value}


def _list_title(view: Listed) -> str:
    kind = [str(KINDS[view.kind])] if view.kind else []
    level = [level_name(view.kind, view.level, view.method)] if view.level else []
    ahead = [] if view.ahead is None else [ahead_name(view.ahead)]
    return ", ".join([*kind, *level, *ahead])
