"""Reading saved views: everyone has their own."""

from django.db.models import QuerySet

from carnet.identity.visibility import Viewer
from carnet.workspace.models import SavedView


def visible_views(viewer: Viewer, page: str = "") -> QuerySet[SavedView]:
    """The viewer's saved views, oldest first; of one page when it is named."""
    views = SavedView.objects.filter(user_id=viewer.user_id).order_by("id")
    return views.filter(page=page) if page else views
