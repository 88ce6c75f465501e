"""The days shown as a file."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from carnet.forecasting.daily.forecast import DailyForecast
from carnet.interchange.out import Value
from carnet.web.forecast.files import Figures, attached
from carnet.web.lists.columns import amount


def exported(forecast: DailyForecast, wanted: str) -> HttpResponse:
    """The file asked for; Invalid for a format we do not write."""
    headers = [_("Day"), _("Forecast"), _("Low"), _("High"), _("Same weekday of last week")]
    figures = Figures(_("Sales by day"), headers, _rows(forecast), forecast.as_json())
    return attached(figures, f"days-{forecast.as_of.isoformat()}-{forecast.horizon}", wanted)


def _rows(forecast: DailyForecast) -> Iterator[list[Value]]:
    for point in forecast.points:
        yield [point.on, *(amount(one) for one in (point.value, point.low, point.high, point.baseline))]
