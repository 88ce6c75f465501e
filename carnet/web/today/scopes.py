"""Whose work a page shows: mine, my team's, everyone's."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carnet.core.acting import Role
from carnet.identity.queries import colleague_ids
from carnet.identity.visibility import Viewer

Owned = TypeVar("Owned", bound=Model)
MINE, TEAM, ALL = "mine", "team", "all"
LABELS: dict[str, str | Promise] = {MINE: _("Mine"), TEAM: _("My team"), ALL: _("Everyone")}


@dataclass(frozen=True, slots=True)
class Scope:
    """A choice of the switch with the members it stands for; None is everyone."""

    key: str
    members: tuple[int, ...] | None

    @property
    def label(self) -> str | Promise:
        """What the switch says."""
        return LABELS[self.key]

    def of(self, records: QuerySet[Owned], owner: str = "owner") -> QuerySet[Owned]:
        """Those of the records that belong to these members."""
        return records if self.members is None else records.filter(**{f"{owner}__in": self.members})


def scopes_of(viewer: Viewer) -> list[Scope]:
    """The choices a viewer has: members their own, heads and above their team's and what else they see."""
    scopes = [Scope(MINE, (viewer.member_id,))] if viewer.member_id else []
    if viewer.role >= Role.HEAD and (team := colleague_ids(viewer)):
        scopes.append(Scope(TEAM, team))
    if (viewer.role >= Role.HEAD and viewer.sees_all) or not scopes:
        scopes.append(Scope(ALL, None))
    return scopes


def chosen(scopes: list[Scope], key: str) -> Scope | None:
    """The scope asked for, where the viewer has it."""
    return next((scope for scope in scopes if scope.key == key), None)
