"""Records as JSON: the names of the contract, references only to what the viewer may open."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from carnet.deals.models import Deal
from carnet.directory.models import Account, Contact
from carnet.identity.visibility import Viewer
from carnet.journal.models import Editable

Shown = dict[str, Any]


def named(record: Model | None) -> Shown | None:
    """A reference as JSON shows it."""
    return None if record is None else {"id": record.pk, "name": str(record)}


def moment(at: datetime | None) -> str | None:
    """A moment in the company's time zone."""
    return None if at is None else timezone.localtime(at).isoformat()


def day(on: date | None) -> str | None:
    """A day."""
    return None if on is None else on.isoformat()


def number(quantity: Decimal | None) -> int | float | None:
    """A quantity as a JSON number, whole where it is."""
    if quantity is None:
        return None
    return int(quantity) if quantity == int(quantity) else float(quantity)


def stamps(record: Editable) -> Shown:
    """What every record ends with, its added fields among it where its kind has any."""
    own = getattr(record, "custom", None)
    return ({} if own is None else {"custom": {**own}}) | {
        "created_at": moment(record.created_at),
        "updated_at": moment(record.updated_at),
        "version": record.version,
    }


def shared(record: Account | Contact | None, viewer: Viewer) -> Shown | None:
    """A reference to an account or a contact; a private one of others is not named."""
    if record is None or not viewer.opens_shared(record.owner_id, is_private=record.is_private):
        return None
    return named(record)


def deal_of(deal: Deal | None, viewer: Viewer) -> Shown | None:
    """A reference to a deal the viewer may open."""
    return named(deal) if deal is not None and viewer.opens_owned(deal.agent_id) else None
