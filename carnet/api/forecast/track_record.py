"""What the forecasts were worth, once the time they spoke of was over."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.forecast.asking import told
from carnet.api.paging import DEFAULT_LIMIT, LARGEST_LIMIT, LARGEST_OFFSET, bounded
from carnet.forecasting.track_record.report import track_record
from carnet.identity.queries import company_zone

router = Router()
NAMES = ("limit", "offset")


@router.get(
    "/track-record",
    operation_id="forecast_track_record",
    summary="Track record of the forecasts",
    openapi_extra=docs.queries(NAMES) | docs.reading({"type": "object"}),
)
def read_track_record(request: ApiRequest) -> HttpResponse:
    """Error, bias and coverage by kind, level and days ahead; the scored forecasts, the latest first."""
    told(request, NAMES)
    limit = bounded(request, "limit", DEFAULT_LIMIT, LARGEST_LIMIT)
    offset = bounded(request, "offset", 0, LARGEST_OFFSET)
    today = timezone.localdate(timezone=company_zone())
    return JsonResponse(track_record(request.auth, on=today, limit=limit, offset=offset))
