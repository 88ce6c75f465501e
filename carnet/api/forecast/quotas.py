"""Progress towards quotas: what is won of them, what is expected, what heads commit to."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router

from carnet.api import documentation as docs
from carnet.api.auth import ApiRequest
from carnet.api.forecast.asking import told
from carnet.core.errors import Invalid
from carnet.core.period import Period, quarter_of
from carnet.forecasting.days import day_written
from carnet.forecasting.quotas.progress import kept_progress
from carnet.identity.queries import company_zone

router = Router()
NAMES = ("from", "to")


@router.get(
    "/quotas",
    operation_id="forecast_quotas",
    summary="Progress towards quotas",
    openapi_extra=docs.queries(NAMES) | docs.reading({"type": "object"}),
)
def read_progress(request: ApiRequest) -> HttpResponse:
    """Quota, revenue won and last forecast of a period (default: this quarter), as far as the caller sees."""
    return JsonResponse(kept_progress(request.auth, _period(told(request, NAMES))).as_json())


def _period(given: dict[str, str]) -> Period:
    present = quarter_of(timezone.localdate(timezone=company_zone()))
    first, last = (day_written(given[name], field=name) if given.get(name) else None for name in NAMES)
    period = Period(first or present.start, last or present.end)
    if period.start and period.end and period.end < period.start:
        raise Invalid(_("The period ends before it begins."), field="to")
    return period
