"""What Airtable refuses, in the three shapes its errors have, as sentences somebody can act on."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid, Message
from carnet.core.text import writable
from carnet.interchange.errors import sentence

EXPIRED = frozenset({"LIST_RECORDS_ITERATOR_NOT_AVAILABLE", "INVALID_OFFSET_VALUE"})
UNANSWERED = "UNANSWERED"
_LONGEST = 300


class AirtableRefused(Invalid):
    """Airtable said no, and asking again would change nothing; `status` 0 where it did not answer at all."""

    def __init__(self, message: Message, *, answered: int = 0, kind: str = "") -> None:
        super().__init__(message)
        self.answered = answered
        self.kind = kind

    @property
    def is_quota(self) -> bool:
        """Whether the calls of the month are used up."""
        return is_quota(self.kind, "")


class IteratorExpired(Exception):
    """The pages of a table cannot be turned any further: they start again from the first."""


def kind_and_text(body: bytes) -> tuple[str, str]:
    """The type and the message of an error; empty where the body is no error of Airtable's."""
    try:
        told = json.loads(body)
    except ValueError:
        return "", ""
    error = told.get("error") if isinstance(told, dict) else None
    if error is None and isinstance(told, dict) and isinstance(told.get("errors"), list):
        error = next(iter(told["errors"]), None)
    return _parts(error)


def _parts(error: Any) -> tuple[str, str]:
    if isinstance(error, str):
        return writable(error)[:_LONGEST], ""
    if not isinstance(error, dict):
        return "", ""
    kind, text = error.get("type") or error.get("error") or "", error.get("message") or ""
    return writable(str(kind))[:_LONGEST], writable(str(text))[:_LONGEST]


def is_quota(kind: str, text: str) -> bool:
    """Whether the calls of the month are used up: then waiting for seconds helps nobody."""
    return "BILLING_LIMIT" in kind.upper() or "billing" in text.lower() or "QUOTA" in kind.upper()


def refusal(status: int, body: bytes, place: str) -> AirtableRefused:
    """The sentence for an answer that is final."""
    kind, text = kind_and_text(body)
    if is_quota(kind, text):
        message: Message = _("Airtable: the calls of this month are used up; more only with the next month.")
    elif status == 401:
        message = _("Airtable does not know the token: check AIRTABLE_API_TOKEN.")
    elif status == 403:
        message = sentence(
            _("Airtable does not let this token use {place}: check its name, the base, the token's rights."),
            place=place,
        )
    elif status == 404:
        message = sentence(
            _("Airtable does not know {place}: check the name and AIRTABLE_BASE_ID."), place=place
        )
    else:
        message = sentence(
            _("Airtable refused {place} ({status}): {reason}"),
            place=place,
            status=status,
            reason=": ".join(part for part in (kind, text) if part) or "?",
        )
    return AirtableRefused(message, answered=status, kind=kind)
