"""Loading agents: each with the team, its head (the manager) and the office, made where they are missing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from carnet.core.text import match_key
from carnet.identity import actions
from carnet.identity.models import Member, Office, Team
from carnet.interchange.cells import Values
from carnet.interchange.loading.scene import Loading, Scene, by_name, insert_named, name_key
from carnet.journal.models import Editable


def _prepare(values: Values, scene: Scene) -> Values:
    if not values.get("name"):
        raise scene.refuse("name", _("A name is needed."))
    office = _office(values.pop("office", ""), scene)
    head = _head(values.pop("manager", ""), scene)
    team = _team(values.pop("team", ""), head, office, scene)
    return values | ({"team": team} if team else {})


def _office(name: str, scene: Scene) -> Office | None:
    if not name:
        return None
    office: Office | None = scene.find("office", name)
    if office is None:
        office = actions.create_office(name=name, actor=scene.actor)
        scene.lookup.add("office", office, name)
    return office


def _head(name: str, scene: Scene) -> Member | None:
    """The manager: the head of a team, who need not sell."""
    if not name:
        return None
    head: Member | None = scene.find("manager", name)
    if head is None:
        head = actions.create_member(values={"name": name, "is_agent": False}, actor=scene.actor)
        scene.lookup.add("member", head, name)
    return head


def _team(name: str, head: Member | None, office: Office | None, scene: Scene) -> Team | None:
    """The named team, else the manager's in this office, else the office's own."""
    wanted = name or _team_name(head, office)
    if not wanted:
        return None
    scene.lookup.load("team", [wanted])
    team: Team | None = scene.find("team", wanted)
    if team is None:
        team = actions.create_team(name=wanted, head=head, office=office, actor=scene.actor)
        scene.lookup.add("team", team, wanted)
    missing = {
        field: value
        for field, value in (("head", head), ("office", office))
        if value is not None and getattr(team, field) != value
    }
    if missing:
        actions.update_team(team=team, values=missing, actor=scene.actor)
    return team


def _team_name(head: Member | None, office: Office | None) -> str:
    """A manager's teams in several offices are told apart by the office."""
    if head is None:
        return office.name if office else ""
    others = Team.objects.filter(head=head)
    if office and others.exists() and not others.filter(office=office).exists():
        return f"{head.name} ({office.name})"
    mine = others.filter(office=office).first() if office else others.first()
    return mine.name if mine else head.name


def _known(many: list[Values], scene: Scene) -> list[Editable | None]:
    return by_name("member", [values["name"] for values in many], scene)


def _build(values: Values, scene: Scene) -> Editable:
    return Member(**values, match_key=match_key(values["name"])[:120])


def _current(record: Editable, name: str) -> Any:
    """A head found again as an agent differs by that alone."""
    return getattr(record, name) if getattr(record, "is_agent", True) or name != "name" else None


def _apply(record: Editable, values: Values, scene: Scene) -> None:
    assert isinstance(record, Member)  # noqa: S101 - the engine hands back what `_known` found
    actions.update_member(member=record, values={**values, "is_agent": True}, actor=scene.actor)


AGENTS = Loading(
    kind="identity.member",
    model=Member,
    prepare=_prepare,
    key=name_key,
    known=_known,
    build=_build,
    current=_current,
    apply=_apply,
    store=insert_named("member"),
    references=("office", "manager", "team"),
)
