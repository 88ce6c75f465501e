"""Announced sales: what each head announced and how much of it is to be expected."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.forecast.asking import told
from carnet.forecasting.announced.asked import asked
from carnet.forecasting.announced.queries import visible_report
from carnet.identity.queries import company_zone

router = Router()
NAMES = ("from", "to", "as_of")


@router.get(
    "/announced",
    operation_id="forecast_announced",
    summary="Announced sales",
    openapi_extra=docs.queries(NAMES) | docs.reading({"type": "object"}),
)
def read_announced(request: ApiRequest) -> HttpResponse:
    """The report for a period, as known at the end of a day (default: today), of what the caller may see."""
    question = asked(told(request, NAMES), today=timezone.localdate(timezone=company_zone()))
    return JsonResponse(visible_report(request.auth, question).as_json())
