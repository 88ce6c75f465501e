"""The revenue of the coming days, from stored runs; what is not stored yet is left to the worker."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.forecast.asking import told
from carnet.forecasting.daily.asked import NAMES
from carnet.forecasting.runs import days_queue, days_shown
from carnet.forecasting.runs.usual import yesterday
from carnet.identity.queries import company_zone

router = Router()
AGAIN_SECONDS = 5
_OBJECT = {"type": "object"}


def _described(names: tuple[str, ...] = ()) -> dict[str, Any]:
    """The description: 200 with the object, 202 with where to look again."""
    responses = docs.answers(_OBJECT, "403") | {"202": {"description": "Being computed: ask again"}}
    responses["429"] = {"description": "Too much is being computed: ask again in a minute"}
    return docs.queries(names) | {"responses": responses}


@router.get(
    "/daily",
    operation_id="forecast_daily",
    summary="Sales by day",
    openapi_extra=_described(NAMES),
)
def read_days(request: ApiRequest) -> HttpResponse:
    """The days after one (default: yesterday) of a store, product or region, or of all."""
    question = days_shown.visible_question(request.auth, told(request, NAMES))
    day = yesterday(timezone.localdate(timezone=company_zone()))
    if kept := days_shown.kept_days(question, yesterday=day):
        return JsonResponse(kept)
    if not days_queue.has_worker():
        return JsonResponse(days_shown.plain_days(request.auth, question, yesterday=day).as_json())
    days_queue.queue_answer(question, yesterday=day)
    return _later(request)


@router.get(
    "/backtest/daily",
    operation_id="forecast_backtest_daily",
    summary="Backtest of the sales by day",
    openapi_extra=_described(),
)
def read_backtest(request: ApiRequest) -> HttpResponse:
    """The models and their errors on every series the caller may see, as looked back at last."""
    told(request, ())
    table = days_shown.kept_backtests(request.auth)
    if table is None and days_queue.has_worker():
        days_queue.queue_backtest()
        return _later(request)
    return JsonResponse(table.as_json() if table else {"series": 0, "models": [], "by_series": []})


def _later(request: ApiRequest) -> HttpResponse:
    """It is being computed: where and when to look again."""
    again = request.get_full_path()
    said = {"status": "computing", "detail": _("It is being computed."), "again": again}
    headers = {"Retry-After": str(AGAIN_SECONDS), "Location": again}
    return JsonResponse(said, status=202, headers=headers)
