"""The lines shown as a file."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from carnet.forecasting.pipeline.lines import Line, PipelineForecast
from carnet.interchange.out import Value
from carnet.web.forecast.files import Figures, attached
from carnet.web.forecast.scope import Seen
from carnet.web.lists.columns import amount


def exported(found: Seen, forecast: PipelineForecast, wanted: str) -> HttpResponse:
    """The file asked for; Invalid for a format we do not write."""
    figures = Figures(_("Forecasts"), _headers(), _rows(found), _told(found, forecast))
    name = f"forecast-{forecast.from_on.isoformat()}-{forecast.until_on.isoformat()}"
    return attached(figures, name, wanted)


def _told(found: Seen, forecast: PipelineForecast) -> dict[str, Any]:
    return {
        "from": forecast.from_on.isoformat(),
        "until": forecast.until_on.isoformat(),
        "as_of": forecast.as_of.isoformat(),
        "total": found.whole.as_json(),
        "managers": [line.as_json() for line in found.managers],
        "agents": [line.as_json() for line in found.agents],
    }


def _headers() -> list[str]:
    return [
        _("Level"),
        _("Name"),
        _("Won so far"),
        _("Open deals"),
        _("Not yet announced"),
        _("At the pace of 90 days"),
        _("Forecast"),
        _("Low"),
        _("High"),
        _("Closed deals"),
        _("Reason"),
    ]


def _rows(found: Seen) -> Iterator[list[Value]]:
    levels = (
        (pgettext("of a deal", "Head"), found.managers),
        (_("Agent"), found.agents),
        (_("Total"), (found.whole,)),
    )
    return chain.from_iterable((_row(level, line) for line in lines) for level, lines in levels)


def _row(level: str, line: Line) -> list[Value]:
    amounts = (line.won_so_far, line.pipeline, line.new_business, line.run_rate)
    expected = (line.forecast, line.low, line.high)
    return [
        level,
        line.key or "",
        *(amount(minor) for minor in (*amounts, *expected)),
        line.closed_deals,
        str(line.reason) if line.reason else "",
    ]
