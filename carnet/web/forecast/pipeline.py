"""What will be won by the end of the period: the page of the pipeline forecast."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from carnet.forecasting.queries import seen_by
from carnet.web.forecast.asked import asked
from carnet.web.forecast.export import exported
from carnet.web.forecast.page import context_of, empty_of, frame_of
from carnet.web.forecast.scope import seen
from carnet.web.forecast.told import told
from carnet.web.middleware import PageRequest
from carnet.web.pages import page, render

TEMPLATE = "web/forecast/pipeline.html"


@page
def pipeline(request: PageRequest) -> HttpResponse:
    """The forecast of a period as last computed, or replayed as of a past day: a page or a file."""
    today = timezone.localdate()
    view = asked(request.GET.dict(), today)
    run = told(view)
    found = seen(seen_by(request.viewer), run.forecast) if run else None
    context: dict[str, Any] = frame_of(request.viewer, view, view.as_of or today, run)
    if run is None or found is None:
        return render(request, TEMPLATE, context | empty_of(run))
    if wanted := request.GET.get("format"):
        return exported(found, run.forecast, wanted)
    company = request.company  # type: ignore[attr-defined]
    return render(request, TEMPLATE, context | context_of(request.viewer, view, run, found, company))
