"""Who may see what: one rule, asked by every `visible_...` query."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from carnet.core.acting import Actor, Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who reads: their role, and the members whose records they see when they do not see all."""

    user_id: int
    name: str
    role: Role
    sees_all: bool
    member_id: int | None = None
    member_ids: tuple[int, ...] = ()
    read_only: bool = False
    language: str = ""

    @property
    def may_write(self) -> bool:
        """Readers and read-only tokens write nothing."""
        return self.role > Role.READER and not self.read_only

    @property
    def may_administer(self) -> bool:
        """Import, give access, change settings."""
        return self.role >= Role.ADMIN and not self.read_only

    def opens_owned(self, owner_id: int | None) -> bool:
        """`owned_q` for a record in hand."""
        return self.sees_all or owner_id is None or owner_id in self.member_ids

    def opens_shared(self, owner_id: int | None, *, is_private: bool) -> bool:
        """`shared_q` for a record in hand."""
        return self.sees_all or not is_private or owner_id in self.member_ids

    def acting(self, *, at: datetime, via: str) -> Actor:
        """The same person as the author of a change."""
        role = self.role if self.may_write else Role.READER
        return Actor(
            name=self.name,
            at=at,
            role=role,
            via=via,
            user_id=self.user_id,
            member_id=self.member_id,
            answers_for=None if self.sees_all else self.member_ids,
        )


def owned_q(viewer: Viewer, owner: str = "owner") -> Q:
    """Records whose `owner` column is one of the viewer's members, or empty."""
    if viewer.sees_all:
        return Q()
    return Q(**{f"{owner}__in": viewer.member_ids}) | Q(**{f"{owner}__isnull": True})


def shared_q(viewer: Viewer, owner: str = "owner") -> Q:
    """Records shared with everyone unless marked private, then only with their owner's readers."""
    if viewer.sees_all:
        return Q()
    return Q(is_private=False) | Q(**{f"{owner}__in": viewer.member_ids})
