"""Keeping and dropping saved views: personal, so outside the journal of the company's data."""

from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Actor
from carnet.core.errors import Conflict, Invalid, NotAllowed
from carnet.workspace.models import SavedView

MOST = 50


def save_view(*, page: str, name: str, query: str, actor: Actor) -> SavedView:
    """Keep a list as it is filtered; the same name again replaces it."""
    name = name.strip()
    if not name or len(name) > 80:
        raise Invalid(_("A view needs a name of at most 80 characters."), field="name")
    if len(query) > 2000 or "\x00" in page + name + query:
        raise Invalid(_("This view has too many filters."), field="query")
    user_id = _someone(actor)
    views = SavedView.objects.filter(user_id=user_id)
    if views.count() >= MOST and not views.filter(page=page, name=name).exists():
        raise Conflict(_("At most %(most)s saved views.") % {"most": MOST})
    view, _created = SavedView.objects.update_or_create(
        user_id=user_id,
        page=page,
        name=name,
        defaults={"query": query},
        create_defaults={"query": query, "created_at": actor.at},
    )
    return view


def drop_view(*, view: SavedView, actor: Actor) -> None:
    """Forget a saved view."""
    SavedView.objects.filter(pk=view.pk, user_id=_someone(actor)).delete()


def _someone(actor: Actor) -> int:
    if actor.user_id is None:
        raise NotAllowed
    return actor.user_id
