"""The lists the owner finds ready: a few saved views."""

from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from carnet.core.acting import Actor
from carnet.identity.models import User
from carnet.identity.queries import company
from carnet.workspace.actions import save_view
from carnet.workspace.models import SavedView

VIEWS = (
    ("deals", gettext_noop("Largest open deals"), "stage_kind=prospecting&stage_kind=engaging&sort=-value"),
    ("deals", gettext_noop("Nothing planned"), "next_step=none"),
    ("accounts", gettext_noop("Prospects"), "kind=prospect"),
    ("activities", gettext_noop("Overdue"), "overdue=1&sort=starts_at"),
)
"""Page, name, filters."""


def save_views(owner: User, actor: Actor) -> dict[str, str]:
    """Keep the views for the owner, named in the company's language; id to filters of those that are new."""
    acting = replace(actor, user_id=owner.pk)
    taken = set(SavedView.objects.filter(user=owner).values_list("page", "name"))
    with translation.override(company().language):
        wanted = [(page, gettext(name), query) for page, name, query in VIEWS]
    fresh = [(page, name, query) for page, name, query in wanted if (page, name) not in taken]
    kept = [save_view(page=page, name=name, query=query, actor=acting) for page, name, query in fresh]
    return {str(view.pk): view.query for view in kept}


def drop_views(kept: dict[str, str]) -> None:
    """Forget those of the views that still are what they were."""
    for pk, query in kept.items():
        SavedView.objects.filter(pk=pk, query=query).delete()
