"""Whose sales stand on one sheet: the head of a group and the members one may see of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from carnet.core.text import normalise
from carnet.forecasting.heads import agents_and_heads
from carnet.identity.queries import visible_agents
from carnet.identity.visibility import Viewer
from carnet.metrics.people import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of a group; who left, or sells nothing, announces nothing new."""

    id: int
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A head (or nobody) with the members the viewer may see; `everyone` are the ids of all it has.

    `takes_nobodys`: deals without an agent stand here.
    """

    head: Place
    members: tuple[Colleague, ...] = ()
    everyone: tuple[int, ...] = ()
    takes_nobodys: bool = False

    @property
    def key(self) -> str:
        """What stands for it in an address."""
        return "none" if self.head.id is None else str(self.head.id)

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of its members."""
        return tuple(member.id for member in self.members)

    @property
    def active(self) -> tuple[Colleague, ...]:
        """Those who may announce something new."""
        return tuple(member for member in self.members if member.is_active)


def visible_groups(viewer: Viewer) -> list[Group]:
    """The groups a viewer sees something of, by the name of their head; without a head last."""
    members: dict[Place, list[Colleague]] = {}
    everyone: dict[Place, list[int]] = {}
    active = set(visible_agents(viewer).filter(is_active=True).values_list("pk", flat=True))
    for agent, head in sorted(agents_and_heads().values(), key=lambda pair: normalise(pair[0].name or "")):
        if agent.id is not None:
            everyone.setdefault(head, []).append(agent.id)
            if viewer.sees_all or agent.id in viewer.member_ids:
                members.setdefault(head, []).append(_colleague(agent, active))
    if viewer.sees_all:
        members.setdefault(NOWHERE, [])
    groups = [_group(head, found, everyone.get(head, []), viewer) for head, found in members.items()]
    return sorted(groups, key=lambda group: (group.head.id is None, normalise(group.head.name or "")))


def _colleague(agent: Place, active: Collection[int]) -> Colleague:
    return Colleague(agent.id or 0, agent.name or "", agent.id in active)


def _group(head: Place, members: Iterable[Colleague], everyone: Iterable[int], viewer: Viewer) -> Group:
    return Group(head, tuple(members), tuple(everyone), takes_nobodys=viewer.sees_all and head.id is None)
