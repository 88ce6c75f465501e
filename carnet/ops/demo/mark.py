"""The mark on what the sample brought: the batch of its journal lines, and one line for each load."""

from datetime import datetime
from typing import Any

from carnet.core.acting import Actor
from carnet.journal.models import JournalLine

BATCH = -1
"""Imports number their batches upwards from 1."""
KIND = "ops.sample"


def note(verb: str, *, actor: Actor, after: dict[str, Any] | None = None) -> None:
    """Write down that the sample was loaded or removed: the revision of the data moves on."""
    JournalLine.objects.create(
        at=actor.at,
        actor_id=actor.user_id,
        actor_name=actor.name,
        via=actor.via,
        action=f"{KIND}.{verb}",
        kind=KIND,
        object_id=0,
        label=KIND,
        after=after,
    )


def is_loaded() -> bool:
    """Whether any record of the sample is still marked."""
    return JournalLine.objects.filter(batch=BATCH).exists()


def was_ever_loaded() -> bool:
    """Whether the sample was loaded once, removed since or not."""
    return JournalLine.objects.filter(kind=KIND, action=f"{KIND}.loaded").exists()


def loaded() -> dict[str, Any]:
    """What the last load noted beside its records."""
    last = _last_load()
    return dict(last.after or {}) if last else {}


def loaded_at() -> datetime | None:
    """When the sample was loaded last."""
    last = _last_load()
    return last.at if last else None


def _last_load() -> JournalLine | None:
    return JournalLine.objects.filter(kind=KIND, action=f"{KIND}.loaded").order_by("-id").first()
