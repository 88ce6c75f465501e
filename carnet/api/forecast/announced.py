"""Announced sales: what each head announced and how much of it is to be expected."""

from typing import Any

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
_TEXT, _RATE = {"type": ["string", "null"]}, {"type": ["number", "null"], "examples": [0.0684]}
_COUNT, _FLAG = {"type": "integer"}, {"type": "boolean"}
_AMOUNT = {"type": ["string", "null"], "examples": ["5985.23"]}
_DAY = {"type": "string", "format": "date"}
_FIGURES = {
    **dict.fromkeys(("due_today", "overdue", "expected", "paid", "refused"), _AMOUNT),
    **dict.fromkeys(("still_to_come", "forecast"), _AMOUNT),
    **dict.fromkeys(("announced", "due_today_deals", "overdue_deals", "expected_deals"), _COUNT),
    **dict.fromkeys(("paid_deals", "refused_deals"), _COUNT),
    "rate": _RATE,
}
_RATED = {
    "id": {"type": ["integer", "null"]},
    "rate_source": {"enum": ["own", "company", None]},
    **dict.fromkeys(("shrunk_rate", "rate_low", "rate_high"), _RATE),
    **dict.fromkeys(("rate_paid", "rate_closed"), _COUNT),
    "is_few": _FLAG,
}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


_MANAGER = _object({"manager": _TEXT} | _FIGURES | _RATED)
_HEAD = _object({"head": _TEXT} | _FIGURES | _RATED | {"managers": {"type": "array", "items": _MANAGER}})
REPORT = _object(
    dict.fromkeys(("from", "to", "as_of"), _DAY)
    | {"rows": {"type": "array", "items": _HEAD}, "total": _object(_FIGURES)}
    | {"company_rate": _RATE, "reason": _TEXT}
)


@router.get(
    "/announced",
    operation_id="forecast_announced",
    summary="Announced sales",
    openapi_extra=docs.queries(NAMES) | docs.reading(REPORT),
)
def read_announced(request: ApiRequest) -> HttpResponse:
    """The report for a period, as known at the end of a day (default: today), of what the caller may see."""
    question = asked(told(request, NAMES), today=timezone.localdate(timezone=company_zone()))
    return JsonResponse(visible_report(request.auth, question).as_json())
