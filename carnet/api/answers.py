"""Answers: a record with its version as ETag, a created one with its Location, and refused preconditions."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from carnet.core.errors import PreconditionRequired, StaleWrite
from carnet.journal.models import Editable

Shown = dict[str, Any]
_TAG = re.compile(r'\s*(?:W/)?"?([^",]*)"?\s*')


def record(shown: Shown, *, status: int = 200, location: str = "") -> JsonResponse:
    """A record; `location` is where a created one now stands."""
    headers = {"ETag": f'"{shown["version"]}"'} | ({"Location": location} if location else {})
    return JsonResponse(shown, status=status, headers=headers)


def page(items: list[Shown], count: int) -> JsonResponse:
    """One page of a list."""
    return JsonResponse({"items": items, "count": count})


def gone() -> HttpResponse:
    """A record was deleted."""
    return HttpResponse(status=204)


def check_version(request: HttpRequest, current: Editable, *, required: bool) -> int | None:
    """The version the caller starts from: 428 when it must be said and is not, 412 when it is stale."""
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        if required:
            raise PreconditionRequired
        return None
    tags = {tag[1] for part in header.split(",") if (tag := _TAG.fullmatch(part))}
    if str(current.version) not in tags:
        raise StaleWrite(current)
    return current.version
