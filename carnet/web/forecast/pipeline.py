"""What will be won by the end of the period: the page of the pipeline forecast."""

from django.http import HttpResponse

from carnet.web.middleware import PageRequest
from carnet.web.pages import page, render

TEMPLATE = "web/forecast/pipeline.html"


@page
def pipeline(request: PageRequest) -> HttpResponse:
    """The forecast of the current quarter, as last computed."""
    return render(request, TEMPLATE)
