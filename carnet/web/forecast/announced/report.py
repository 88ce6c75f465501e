"""The report on announced sales: a line per head, unfolding to their managers and deals."""

from django.http import HttpResponse

from carnet.web import pages
from carnet.web.middleware import PageRequest


@pages.page
def report(request: PageRequest) -> HttpResponse:
    """The report of a period as last computed."""
    return pages.render(request, "web/forecast/announced/report.html")
