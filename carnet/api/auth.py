"""Who calls: an API token, or else the browser session with its CSRF token."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from carnet.core.acting import Actor
from carnet.core.errors import NotAllowed
from carnet.identity import actions, queries
from carnet.identity.models import Token
from carnet.identity.visibility import Viewer

LONGEST_TOKEN = 200


class ApiRequest(HttpRequest):
    """A request behind authentication: `auth` is who calls."""

    auth: Viewer
    token: Token | None


class BearerToken(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The viewer the token acts as; their language is the one of every sentence from here on."""
        found = queries.viewer_of_token(token) if 0 < len(token) <= LONGEST_TOKEN else None
        if found is None:
            return None
        viewer, row = found
        request.token = row  # type: ignore[attr-defined]
        if viewer.language:
            translation.activate(viewer.language)
        return viewer


class BrowserSession(APIKeyCookie):
    """The session cookie of someone logged in; unsafe methods need the `X-CSRFToken` header."""

    param_name = "sessionid"

    def __call__(self, request: HttpRequest) -> Viewer | None:
        """The viewer of the session, unless a token was sent: a wrong token is not made good by a cookie."""
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or _bears_token(request):
            return None
        if request.method not in ("GET", "HEAD", "OPTIONS", "TRACE"):
            _require_csrf(request)
        return viewer

    def authenticate(self, request: HttpRequest, key: str | None) -> None:
        """The cookie alone proves nothing: `__call__` asks the session."""


def actor(request: ApiRequest) -> Actor:
    """The caller as author of a change, now, by the API."""
    return request.auth.acting(at=timezone.now(), via="api")


def note_use(request: HttpRequest) -> None:
    """Remember that the token serves; called for answered requests only, so that a refusal writes nothing."""
    token: Token | None = getattr(request, "token", None)
    if token is not None:
        actions.note_token_use(token=token, actor=actor(request))  # type: ignore[arg-type]


def _bears_token(request: HttpRequest) -> bool:
    return request.headers.get("Authorization", "").lower().startswith("bearer")


def _unanswered(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _require_csrf(request: HttpRequest) -> None:
    check = CsrfViewMiddleware(_unanswered)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    check.process_request(request)
    if check.process_view(request, _unanswered, (), {}) is not None:
        raise NotAllowed(_("The CSRF token is missing or wrong. Send it in the header X-CSRFToken."))
