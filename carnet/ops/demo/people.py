"""The sales people of the sample: four offices, five teams with their heads, twenty agents."""

from collections.abc import Sequence
from dataclasses import dataclass

from carnet.core.text import match_key
from carnet.identity.models import Member, Office, Team

OFFICES = ("Lyon", "Paris", "Toulouse", "Nantes")
TEAMS = (
    ("Rhône", "Lyon", "Hélène Vasseur"),
    ("Alpes", "Lyon", "Marc Delaunay"),
    ("Île-de-France", "Paris", "Sophie Renaud"),
    ("Grand Sud", "Toulouse", "Karim Haddad"),
    ("Atlantique", "Nantes", "Gaëlle Morvan"),
)


@dataclass(frozen=True, slots=True)
class Seller:
    """An agent of the sample: how often they win, how much they do, how late they joined (0 to 1)."""

    name: str
    team: str
    win_rate: float
    share: float
    joined: float = 0.0


SELLERS = (
    Seller("Bruno Ferrand", "Rhône", 0.68, 1.3),
    Seller("Chloé Imbert", "Rhône", 0.61, 1.1),
    Seller("Damien Rey", "Rhône", 0.57, 1.0),
    Seller("Élise Garnier", "Rhône", 0.64, 0.7, 0.35),
    Seller("Fabien Moulin", "Alpes", 0.55, 1.0),
    Seller("Inès Benali", "Alpes", 0.70, 1.2),
    Seller("Jules Thévenot", "Alpes", 0.49, 0.8),
    Seller("Laure Pélissier", "Alpes", 0.62, 0.9, 0.2),
    Seller("Mathieu Lacroix", "Île-de-France", 0.59, 1.5),
    Seller("Nadia Traoré", "Île-de-France", 0.72, 1.6),
    Seller("Olivier Bazin", "Île-de-France", 0.52, 1.2),
    Seller("Pauline Weber", "Île-de-France", 0.63, 1.1),
    Seller("Quentin Marchal", "Île-de-France", 0.46, 0.6, 0.55),
    Seller("Romain Abadie", "Grand Sud", 0.60, 1.0),
    Seller("Solène Marty", "Grand Sud", 0.66, 1.1),
    Seller("Théo Navarro", "Grand Sud", 0.54, 0.9),
    Seller("Valérie Ségur", "Grand Sud", 0.58, 0.8),
    Seller("Tanguy Quéré", "Atlantique", 0.56, 1.0),
    Seller("Margaux Hamel", "Atlantique", 0.65, 1.2),
    Seller("Yves Jolivet", "Atlantique", 0.51, 0.7, 0.1),
)


def new_offices() -> list[Office]:
    """The offices, unsaved."""
    return [Office(name=name, match_key=match_key(name)) for name in OFFICES]


def new_heads() -> list[Member]:
    """The head of each team, unsaved: they lead and do not sell."""
    return [Member(name=head, match_key=match_key(head), is_agent=False) for _team, _office, head in TEAMS]


def new_teams(offices: Sequence[Office], heads: Sequence[Member]) -> list[Team]:
    """The teams, unsaved, in their offices, under their heads."""
    by_name = {office.name: office for office in offices}
    return [
        Team(name=name, match_key=match_key(name), office=by_name[office], head=head)
        for (name, office, _head), head in zip(TEAMS, heads, strict=True)
    ]


def new_agents(teams: Sequence[Team]) -> list[Member]:
    """The agents, unsaved, in the order of SELLERS."""
    by_name = {team.name: team for team in teams}
    return [
        Member(name=seller.name, match_key=match_key(seller.name), team=by_name[seller.team])
        for seller in SELLERS
    ]
