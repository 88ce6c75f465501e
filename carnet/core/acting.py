"""Who changes something, when, and by which route: what every action takes as its last argument."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from carnet.core.errors import NotAllowed


class Role(IntEnum):
    """What a person may do, each role including those below it."""

    READER = 0
    MEMBER = 1
    HEAD = 2
    ADMIN = 3
    OWNER = 4


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the moment of the act: nothing below the faces reads a clock."""

    name: str
    at: datetime
    role: Role
    via: str = "page"
    user_id: int | None = None
    member_id: int | None = None
    batch: int | None = None
    answers_for: tuple[int, ...] | None = None
    """Ids of the members whose records they see; None for those who see all."""

    def require(self, role: Role) -> None:
        """Refuse with 403 who stands below `role`."""
        if self.role < role:
            raise NotAllowed
