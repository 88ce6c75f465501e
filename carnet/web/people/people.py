"""The rows of the team page: who has access, who sells without, and what each role may do."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from carnet.identity import queries
from carnet.identity.models import Member, Team, User
from carnet.identity.visibility import Viewer

Rights = tuple[tuple[Any, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Row:
    """A person: login or not, role, the team they are in and the teams they head."""

    name: str
    about: str
    url: str
    role: str
    team: Team | None
    heads: list[Team]
    member_url: str = ""
    user: User | None = None


def rows(viewer: Viewer) -> list[Row]:
    """Those with a login first, then the agents and heads without one, each by name."""
    headed = _headed(viewer)
    users = queries.visible_users(viewer).select_related("member__team__office").order_by("name", "pk")
    others = queries.visible_members(viewer).filter(user__isnull=True).order_by("name", "pk")
    return [_of_user(user, headed) for user in users] + [_of_member(member, headed) for member in others]


def rights(visibility: str) -> Rights:
    """What each role may do, from owner to reader, under the company's rule of who sees what."""
    shared = visibility == "everyone"
    head, member = ("yes", "yes") if shared else ("team", "own")
    others = "yes" if shared else "no"
    return (
        (gettext_lazy("See the deals of all teams"), ("yes", "yes", others, others, "yes")),
        (gettext_lazy("Change deals and activities"), ("yes", "yes", head, member, "no")),
        (gettext_lazy("Change accounts, contacts, products, sales"), ("yes", "yes", "yes", "yes", "no")),
        (gettext_lazy("Import files"), ("yes", "yes", "no", "no", "no")),
        (gettext_lazy("Give access, change roles, stages and settings"), ("yes", "yes", "no", "no", "no")),
        (gettext_lazy("Make another person an owner"), ("yes", "no", "no", "no", "no")),
    )


def _headed(viewer: Viewer) -> dict[int, list[Team]]:
    headed: dict[int, list[Team]] = defaultdict(list)
    for team in queries.visible_teams(viewer).filter(head__isnull=False).order_by("name"):
        headed[team.head_id or 0].append(team)
    return headed


def _of_user(user: User, headed: dict[int, list[Team]]) -> Row:
    member = getattr(user, "member", None)
    return Row(
        name=str(user),
        about=user.email,
        url=reverse("people:user-edit", args=[user.pk]),
        role=user.get_role_display(),
        team=member.team if member else None,
        heads=headed.get(member.pk, []) if member else [],
        member_url=reverse("people:member", args=[member.pk]) if member else "",
        user=user,
    )


def _of_member(member: Member, headed: dict[int, list[Team]]) -> Row:
    heads = headed.get(member.pk, [])
    url = reverse("people:member", args=[member.pk])
    about = _("head without a login") if heads and not member.is_agent else _("agent without a login")
    return Row(member.name, about, url, role="–", team=member.team, heads=heads, member_url=url)
