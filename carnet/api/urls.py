"""Addresses of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from carnet.api import docs, errors
from carnet.api.auth import note_use
from carnet.api.openapi import openapi_json
from carnet.api.routes import api, kept_names

View = Callable[..., HttpResponseBase]


def spoken(view: View) -> View:
    """A route whose every refusal is JSON, and which remembers that the token served."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            response = errors.refusal(
                405, _("This address does not take %(method)s.") % {"method": request.method}
            )
            response.headers["Allow"] = allowed
        if response.status_code < 400:
            note_use(request)
        response.headers["Content-Language"] = get_language() or ""
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return respond


def patterns(routes: NinjaAPI) -> list[URLPattern]:
    """The routes of an API, each with and without a slash at its end."""
    found: list[URLPattern] = []
    for pattern in routes.urls[0]:
        route = str(pattern.pattern)
        if isinstance(pattern, URLPattern) and route:
            view = spoken(pattern.callback)
            found.append(path(route, view, name=pattern.name))
            found.append(path(route.removesuffix("/") if route.endswith("/") else f"{route}/", view))
    return found


def absent(request: HttpRequest) -> HttpResponseBase:
    """An address below /api/ that nothing stands at."""
    return errors.refusal(404, _("Not found."))


urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs.page),
    path("docs/", docs.page),
    path("api/v1/openapi.json", openapi_json, name="openapi"),
    path("api/v1/", include(patterns(api))),
    *patterns(kept_names),
    re_path("^api/", absent),
]
