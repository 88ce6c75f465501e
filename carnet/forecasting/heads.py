"""Whose group an agent belongs to, for every forecast that has a line per head."""

from carnet.core.acting import Role
from carnet.identity.queries import visible_teams
from carnet.identity.visibility import Viewer
from carnet.metrics.people import NOWHERE, Place, sellers

EVERYONE = Viewer(user_id=0, name="carnet", role=Role.OWNER, sees_all=True)
"""Forecasts are computed over the whole company; who may see which line is decided afterwards."""


def agents_and_heads() -> dict[int | None, tuple[Place, Place]]:
    """Every agent and the head of their present team by the agent's id, in two queries; None is nobody.

    Who heads a team and has nobody above belongs to the group they lead.
    """
    leading = set(visible_teams(EVERYONE).exclude(head=None).values_list("head_id", flat=True))
    return {
        pk: (seller.agent, seller.agent if pk in leading and seller.manager == NOWHERE else seller.manager)
        for pk, seller in sellers(EVERYONE).items()
    }
