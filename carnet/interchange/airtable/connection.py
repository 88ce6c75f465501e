"""Which base Carnet is connected to: told by the environment, never by a page."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from carnet.core.errors import Invalid


@dataclass(frozen=True)
class Connection:
    """A base and the way to it; the token is shown nowhere, not even in a traceback."""

    base: str
    endpoint: str
    token: str = field(repr=False)


def connection() -> Connection | None:
    """The base of the environment; None where it names none."""
    if not settings.AIRTABLE_API_TOKEN or not settings.AIRTABLE_BASE_ID:
        return None
    return Connection(settings.AIRTABLE_BASE_ID, settings.AIRTABLE_ENDPOINT_URL, settings.AIRTABLE_API_TOKEN)


def connected() -> Connection:
    """The base of the environment; refused with what to set where there is none."""
    found = connection()
    if found is None:
        raise Invalid(_("Carnet is not connected to Airtable: set AIRTABLE_API_TOKEN and AIRTABLE_BASE_ID."))
    return found
