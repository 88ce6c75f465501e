"""Reading imports."""

from django.db.models import QuerySet

from carnet.core.acting import Role
from carnet.identity.visibility import Viewer
from carnet.interchange.models import Import


def visible_imports(viewer: Viewer) -> QuerySet[Import]:
    """Administrators see every import, others their own."""
    imports = Import.objects.all()
    return imports if viewer.role >= Role.ADMIN else imports.filter(actor_id=viewer.user_id)
