"""Dry runs asked for on the page: made in the background, kept until the next one."""

from carnet.core.acting import Actor
from carnet.core.errors import DomainError
from carnet.interchange.airtable.actions import Surroundings, preview_sync
from carnet.interchange.airtable.connection import connected
from carnet.interchange.airtable.models import AirtableBase

MOST_KEPT = 50
"""Errors, warnings and changes of each table that the page shows."""
_LISTS = ("errors", "warnings", "written", "to_write", "not_written", "conflicts")


def keep_trial(*, actor: Actor, around: Surroundings) -> None:
    """Make a dry run; its report, or the reason why there is none, is what the page shows from now on."""
    try:
        report = preview_sync(actor=actor, around=around)
        told: dict[str, object] = {"files": [_short(file) for file in report["files"]]}
    except DomainError as refusal:
        told = {"error": str(refusal)}
    base, _made = AirtableBase.objects.get_or_create(
        base=connected().base, defaults={"created_at": actor.at, "updated_at": actor.at}
    )
    base.tried = {"at": around.clock.now(), **told}
    base.save(update_fields=["tried"])


def _short(file: dict[str, object]) -> dict[str, object]:
    return {
        name: value[:MOST_KEPT] if name in _LISTS and isinstance(value, list) else value
        for name, value in file.items()
    }
