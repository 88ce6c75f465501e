"""/healthz: whether Carnet can answer; it needs no login and tells nothing else."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponseBase, JsonResponse

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def pulse_middleware(get_response: GetResponse) -> GetResponse:
    """Answer before the other middleware asks the database who is there: without it they would fail."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        return pulse() if request.path == "/healthz" else get_response(request)

    return respond


def pulse() -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    headers = {"Cache-Control": "no-store"}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "unavailable"}, status=503, headers=headers)
    return JsonResponse({"status": "ok"}, headers=headers)
