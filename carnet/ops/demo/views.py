"""The lists the owner finds ready: a few saved views."""

from django.utils.translation import gettext as _

from carnet.core.acting import Actor
from carnet.identity.models import User
from carnet.workspace.actions import save_view

VIEWS: tuple[tuple[str, str, str], ...] = ()
"""Page, name, filters."""


def save_views(owner: User, actor: Actor) -> list[int]:
    """Keep the views for the owner; their ids."""
    from dataclasses import replace

    acting = replace(actor, user_id=owner.pk)
    return [save_view(page=page, name=_(name), query=query, actor=acting).pk for page, name, query in VIEWS]
