"""Reading imports."""

from dataclasses import dataclass

from django.db.models import QuerySet

from carnet.core.acting import Role
from carnet.identity.visibility import Viewer
from carnet.interchange.models import Import
from carnet.journal.batches import UNDONE
from carnet.journal.queries import lines_of_batch


def visible_imports(viewer: Viewer) -> QuerySet[Import]:
    """Administrators see every import, others their own."""
    imports = Import.objects.all()
    return imports if viewer.role >= Role.ADMIN else imports.filter(actor_id=viewer.user_id)


@dataclass(frozen=True)
class Undoing:
    """Who undid an import ('' where it had changed nothing), and how many records it concerned."""

    by: str
    removed: int
    restored: int


def undoing_of(undone: Import) -> Undoing:
    """What the journal says of the undo of an import."""
    lines = lines_of_batch(undone.pk).filter(action__endswith=f".{UNDONE}")
    first = lines.first()
    removed = lines.filter(before__isnull=True).count()
    return Undoing(first.actor_name if first else "", removed, lines.count() - removed)
