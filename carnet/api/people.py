"""Agents, teams and offices."""

from typing import Any

from carnet.api import kinds, references
from carnet.api.collection import Collection
from carnet.api.fields import STAMPS, Field, computed
from carnet.core.acting import Actor, Role
from carnet.identity import actions, queries
from carnet.identity.models import Office, Team
from carnet.identity.visibility import Viewer
from carnet.interchange.records.people import agent_json
from carnet.interchange.records.shown import Shown, named, stamps


def team_json(team: Team, viewer: Viewer) -> Shown:
    """A team with its head, the manager of the KPIs."""
    return {
        "id": team.pk,
        "name": team.name,
        "head": named(team.head),
        "office": named(team.office),
        **stamps(team),
    }


def office_json(office: Office, viewer: Viewer) -> Shown:
    """A regional office."""
    return {"id": office.pk, "name": office.name, **stamps(office)}


def _create_team(*, values: dict[str, Any], actor: Actor) -> Team:
    return actions.create_team(
        name=values["name"], head=values.get("head"), office=values.get("office"), actor=actor
    )


def _create_office(*, values: dict[str, Any], actor: Actor) -> Office:
    return actions.create_office(name=values["name"], actor=actor)


_ID = computed("id", kinds.Integer())
_NAME = Field("name", kinds.Text(), required=True)

AGENTS = Collection(
    name="agents",
    argument="member",
    rows=queries.visible_agents,
    shown=agent_json,
    fields=(
        _ID,
        _NAME,
        Field("team", references.TEAM),
        computed("manager", references.MEMBER, "team__head"),
        computed("office", references.OFFICE, "team__office"),
        Field("user", references.USER),
        Field("is_active", kinds.Flag()),
        *STAMPS,
    ),
    matching=references.keys_matching,
    create=actions.create_member,
    update=actions.update_member,
    delete=actions.delete_member,
    role=Role.ADMIN,
)
TEAMS = Collection(
    name="teams",
    argument="team",
    rows=queries.visible_teams,
    shown=team_json,
    fields=(_ID, _NAME, Field("head", references.MEMBER), Field("office", references.OFFICE), *STAMPS),
    matching=references.keys_matching,
    create=_create_team,
    update=actions.update_team,
    delete=actions.delete_team,
    role=Role.ADMIN,
)
OFFICES = Collection(
    name="offices",
    argument="office",
    rows=queries.visible_offices,
    shown=office_json,
    fields=(_ID, _NAME, *STAMPS),
    matching=references.keys_matching,
    create=_create_office,
    update=actions.update_office,
    delete=actions.delete_office,
    role=Role.ADMIN,
)
