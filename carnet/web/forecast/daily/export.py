"""The days shown as a file: CSV, XLSX or JSON."""

import json
from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from carnet.core.errors import Invalid
from carnet.forecasting.daily.forecast import DailyForecast
from carnet.interchange.out import CSV_TYPE, JSON_TYPE, XLSX_TYPE, Value, csv_lines, xlsx_chunks
from carnet.web.lists.columns import amount

FORMATS = ("csv", "xlsx", "json")


def exported(forecast: DailyForecast, wanted: str) -> HttpResponse:
    """The file asked for; Invalid for a format we do not write."""
    if wanted not in FORMATS:
        raise Invalid(_("Exports are CSV, XLSX or JSON."), field="format")
    body, kind = _body(forecast, wanted)
    response = HttpResponse(body, content_type=kind)
    name = f"days-{forecast.as_of.isoformat()}-{forecast.horizon}.{wanted}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _body(forecast: DailyForecast, wanted: str) -> tuple[bytes, str]:
    headers = [_("Day"), _("Forecast"), _("Low"), _("High"), _("Same weekday of last week")]
    if wanted == "json":
        return json.dumps(forecast.as_json(), ensure_ascii=False, indent=1).encode(), JSON_TYPE
    if wanted == "csv":
        return "".join(csv_lines(headers, _rows(forecast))).encode(), CSV_TYPE
    return b"".join(xlsx_chunks(_("Sales by day"), headers, _rows(forecast))), XLSX_TYPE


def _rows(forecast: DailyForecast) -> Iterator[list[Value]]:
    for point in forecast.points:
        yield [point.on, *(amount(one) for one in (point.value, point.low, point.high, point.baseline))]
