"""What every page request starts with: the viewer, the language and time zone; and how refusals are shown."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django_htmx.middleware import HtmxDetails

from carnet.identity import queries as identity
from carnet.identity.visibility import Viewer
from carnet.web.formats import in_currency

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PageRequest(HttpRequest):
    """A request of a logged-in person: what views behind `pages.page` receive."""

    viewer: Viewer
    htmx: HtmxDetails


def viewer_middleware(get_response: GetResponse) -> GetResponse:
    """Set `request.viewer` (None for strangers), the reader's language and the company's time zone."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        company = request.company = identity.company()  # type: ignore[attr-defined]
        user = request.user
        viewer = identity.viewer_of(user) if user.is_authenticated else None
        request.viewer = viewer  # type: ignore[attr-defined]
        language = (viewer.language if viewer else "") or company.language
        with (
            translation.override(language),
            timezone.override(ZoneInfo(company.time_zone)),
            in_currency(company.currency),
        ):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        if viewer is not None:
            # No proxy keeps what one person may see, and after logging out the browser asks again.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return respond
