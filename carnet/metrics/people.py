"""Who stands where: each seller's present team, manager and office, for the figures folded by them."""

from dataclasses import dataclass

from carnet.identity.queries import visible_members
from carnet.identity.visibility import Viewer


@dataclass(frozen=True, slots=True)
class Place:
    """A group of the sales force: its id and name, both None for deals of nobody."""

    id: int | None = None
    name: str | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Seller:
    """A seller with manager and office."""

    agent: Place = NOWHERE
    manager: Place = NOWHERE
    office: Place = NOWHERE


NOBODY = Seller()


def sellers(viewer: Viewer) -> dict[int | None, Seller]:
    """Every seller by id, in one query; None is nobody."""
    columns = (
        "pk",
        "name",
        "team__head_id",
        "team__head__name",
        "team__office_id",
        "team__office__name",
    )
    found: dict[int | None, Seller] = {None: NOBODY}
    for pk, name, head, head_name, office, office_name in visible_members(viewer).values_list(*columns):
        found[pk] = Seller(Place(pk, name), Place(head, head_name), Place(office, office_name))
    return found
