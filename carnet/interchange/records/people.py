"""Agents under the names of the contract."""

from carnet.identity.models import Member
from carnet.identity.visibility import Viewer
from carnet.interchange.records.shown import Shown, named, stamps


def agent_json(agent: Member, viewer: Viewer) -> Shown:
    """An agent under the names of the contract: manager and office are those of the present team."""
    team = agent.team
    return {
        "id": agent.pk,
        "name": agent.name,
        "team": named(team),
        "manager": named(team.head) if team else None,
        "office": named(team.office) if team else None,
        "user": named(agent.user),
        "is_active": agent.is_active,
        **stamps(agent),
    }
