"""Refusals as JSON: {"detail": sentence, "field"?: name, "errors"?: {name: sentence}} with their status."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from carnet.core.errors import DomainError, InvalidFields, TooLarge


def refusal(status: int, sentence: str, **more: Any) -> JsonResponse:
    """A refusal in JSON; empty additions are left out."""
    return JsonResponse(
        {"detail": sentence} | {name: value for name, value in more.items() if value}, status=status
    )


def add_handlers(api: NinjaAPI) -> None:
    """Teach an API how every refusal is said."""
    api.add_exception_handler(DomainError, _domain)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(ValidationError, _parameters)
    api.add_exception_handler(Http404, _absent)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(UnreadablePostError, _unreadable)
    api.add_exception_handler(SuspiciousOperation, _unreadable)
    api.add_exception_handler(MultiPartParserError, _unreadable)
    api.add_exception_handler(DataError, _impossible)
    api.add_exception_handler(OperationalError, _unsummed)
    api.add_exception_handler(IntegrityError, _torn)


def _domain(request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:
    assert isinstance(error, DomainError)  # noqa: S101
    errors = error.errors if isinstance(error, InvalidFields) else {}
    said = {name: str(sentence) for name, sentence in errors.items()}
    return refusal(error.status, str(error), field=error.field, errors=said)


def _stranger(request: HttpRequest, error: object) -> HttpResponse:
    response = refusal(401, _("Log in, or send an API token: Authorization: Bearer TOKEN."))
    response.headers["WWW-Authenticate"] = 'Bearer realm="Carnet"'
    return response


def _parameters(request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)  # noqa: S101
    field = str(error.errors[0]["loc"][-1]).replace("pk", "id")
    return refusal(422, _("“%(field)s” is not valid here.") % {"field": field}, field=field)


def _absent(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(404, _("Not found."))


def _too_big(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(413, _("This request is too large."))


def _unreadable(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(400, _("This request cannot be read."))


def _impossible(request: HttpRequest, error: object) -> HttpResponse:
    return refusal(422, _("A value is out of range."))


def _unsummed(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Sums too large are a matter of the data; any other trouble of the database is a fault."""
    assert isinstance(error, OperationalError)  # noqa: S101
    if not TooLarge.is_told_by(error):
        raise error
    return _domain(request, TooLarge())


def _torn(request: HttpRequest, error: object) -> HttpResponse:
    """Links are checked when a transaction ends: the record linked to was deleted in the same moment."""
    return refusal(409, _("A record this one refers to was deleted in the meantime."))
