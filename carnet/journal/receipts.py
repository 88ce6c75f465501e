"""Keeping the answers given to Idempotency-Keys."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.errors import Conflict
from carnet.journal.models import Receipt


def keep_receipt(
    *, user_id: int, key: str, request_hash: str, status: int, body: dict[str, Any], actor: Actor
) -> None:
    """Keep an answer beside the change it reports, in the transaction of that change."""
    try:
        with transaction.atomic():
            Receipt.objects.create(
                user_id=user_id,
                key=key,
                request_hash=request_hash,
                status=status,
                body=body,
                created_at=actor.at,
            )
    except IntegrityError:
        raise Conflict(_("This Idempotency-Key is being used.")) from None
