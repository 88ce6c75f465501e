"""One row for each product, and for each agent: the two tables other teams call by name."""

from dataclasses import dataclass
from typing import Any

from carnet.catalogue.queries import visible_products
from carnet.core.money import plain, plain_or_none
from carnet.identity.queries import visible_agents
from carnet.identity.visibility import Viewer
from carnet.metrics import base
from carnet.metrics.base import Sums
from carnet.metrics.filters import Filters
from carnet.metrics.kpis import by_name
from carnet.metrics.people import NOBODY, Seller, sellers


@dataclass(frozen=True, slots=True)
class ProductRow:
    """The deals of a product; amounts in minor units."""

    id: int | None
    product: str | None
    sales: int
    won_sales: int
    revenue: int
    average_revenue: int | None

    def as_json(self) -> dict[str, Any]:
        """The item of /getAllProductsKpis/."""
        return {
            "product": self.product,
            "sales": self.sales,
            "won_sales": self.won_sales,
            "revenue": plain(self.revenue),
            "average_revenue": plain_or_none(self.average_revenue),
        }


@dataclass(frozen=True, slots=True)
class TeamRow:
    """The deals of an agent, with manager and office; amounts in minor units."""

    id: int | None
    agent: str | None
    manager: str | None
    office: str | None
    sales: int
    won_sales: int
    lost_sales: int
    revenue: int
    average_revenue: int | None
    win_rate: float | None

    def as_json(self) -> dict[str, Any]:
        """The item of /getAllTeamsKpis/."""
        return {
            "agent": self.agent,
            "manager": self.manager,
            "office": self.office,
            "sales": self.sales,
            "won_sales": self.won_sales,
            "lost_sales": self.lost_sales,
            "revenue": plain(self.revenue),
            "average_revenue": plain_or_none(self.average_revenue),
            "win_rate": self.win_rate,
        }


def product_rows(viewer: Viewer, filters: Filters) -> list[ProductRow]:
    """Every product of the catalogue, sold or not, and the deals without one; largest revenue first."""
    sums = base.folded(base.by_product_and_sector(viewer, filters), lambda cell: cell.product)
    listed: dict[int | None, str | None] = dict(visible_products(viewer).values_list("pk", "name"))
    if picked := {pick.value for pick in filters.picks if pick.key == "product"}:
        listed = {pk: name for pk, name in listed.items() if pk in picked}
    unnamed: dict[int | None, str | None] = {None: None} if None in sums else {}
    rows = [_product_row(pk, name, sums.get(pk) or Sums()) for pk, name in (listed | unnamed).items()]
    return sorted(rows, key=lambda row: (-row.revenue, -row.sales, *by_name(row.product, row.id)))


def _product_row(pk: int | None, name: str | None, sums: Sums) -> ProductRow:
    return ProductRow(pk, name, sums.deals, sums.won, sums.revenue, sums.average)


def team_rows(viewer: Viewer, filters: Filters) -> list[TeamRow]:
    """Every agent, with deals or without, and the deals of nobody; largest revenue first."""
    sums = base.folded(base.by_agent(viewer, filters), lambda cell: cell.agent)
    people = sellers(viewer)
    agents = dict.fromkeys([*sums, *_idle(viewer, filters)])
    rows = [_team_row(people.get(agent, NOBODY), sums.get(agent) or Sums()) for agent in agents]
    return sorted(rows, key=lambda row: (-row.revenue, -row.sales, *by_name(row.agent, row.id)))


def _idle(viewer: Viewer, filters: Filters) -> list[int]:
    """The agents to list though they have no deal: those whose deals the viewer would see."""
    if filters.picks:
        return []
    agents = visible_agents(viewer)
    mine = agents if viewer.sees_all else agents.filter(pk__in=viewer.member_ids)
    return list(mine.values_list("pk", flat=True))


def _team_row(seller: Seller, sums: Sums) -> TeamRow:
    return TeamRow(
        id=seller.agent.id,
        agent=seller.agent.name,
        manager=seller.manager.name,
        office=seller.office.name,
        sales=sums.deals,
        won_sales=sums.won,
        lost_sales=sums.lost,
        revenue=sums.revenue,
        average_revenue=sums.average,
        win_rate=sums.win_rate,
    )
