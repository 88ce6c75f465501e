"""`Idempotency-Key`: the same request twice is one write and one answer, even when both arrive at once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from carnet.api.auth import ApiRequest
from carnet.core.acting import Actor
from carnet.core.errors import DomainError, Invalid
from carnet.journal import queries, receipts
from carnet.journal.models import Receipt

LONGEST_KEY = 200
Shown = dict[str, Any]
Answer = Callable[[Shown], HttpResponse]


def once(
    request: ApiRequest, body: Shown, *, act: Callable[[], Shown], answer: Answer, actor: Actor
) -> HttpResponse:
    """The answer to `act`, or the one already given to this key; only what succeeded is kept."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return answer(act())
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Invalid(_("Expected an Idempotency-Key of at most 200 plain characters."))
    digest = _digest(request, body)
    try:
        with transaction.atomic():
            if given := queries.receipt(user_id=request.auth.user_id, key=key):
                return answer(_repeated(given, digest))
            response = answer(shown := act())
            receipts.keep_receipt(
                user_id=request.auth.user_id,
                key=key,
                request_hash=digest,
                status=response.status_code,
                body=shown,
                actor=actor,
            )
            return response
    except DomainError:
        # On PostgreSQL the other of two simultaneous requests shows itself only as a duplicate.
        given = queries.receipt(user_id=request.auth.user_id, key=key)
        if given is None:
            raise
        return answer(_repeated(given, digest))


def _digest(request: ApiRequest, body: Shown) -> str:
    text = json.dumps(body, sort_keys=True, cls=DjangoJSONEncoder)
    return hashlib.sha256(f"{request.method} {request.path}\n{text}".encode()).hexdigest()


def _repeated(given: Receipt, digest: str) -> Shown:
    if given.request_hash != digest:
        raise Invalid(_("This Idempotency-Key was used for another request."))
    shown: Shown = given.body
    return shown
