"""What will be won by the end of a period, and how the methods did over the past."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.forecast.asking import told
from carnet.forecasting.pipeline.asked import asked
from carnet.forecasting.pipeline.queries import visible_backtest, visible_forecast
from carnet.identity.queries import company_zone

router = Router()
NAMES = ("until", "from", "as_of")
_OBJECT = {"type": "object"}


@router.get(
    "/pipeline",
    operation_id="forecast_pipeline",
    summary="Pipeline forecast",
    openapi_extra=docs.queries(NAMES) | docs.reading(_OBJECT),
)
def read_pipeline(request: ApiRequest) -> HttpResponse:
    """The lines and open deals the caller may see, as known at the end of a day (default: today)."""
    question = asked(told(request, NAMES), today=timezone.localdate(timezone=company_zone()))
    return JsonResponse(visible_forecast(request.auth, question))


@router.get(
    "/backtest/pipeline",
    operation_id="forecast_backtest_pipeline",
    summary="Backtest of the pipeline forecast",
    openapi_extra=docs.reading(_OBJECT),
)
def read_backtest(request: ApiRequest) -> HttpResponse:
    """Methods and errors over the last two quarters that are over; 403 for who does not see all."""
    told(request, ())
    today = timezone.localdate(timezone=company_zone())
    return JsonResponse(visible_backtest(request.auth, on=today))
