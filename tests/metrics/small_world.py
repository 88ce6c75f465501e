"""Twelve deals, two agents and nobody, three accounts and none: small enough to add up by hand."""

from dataclasses import dataclass
from datetime import date

from carnet.catalogue.actions import create_product
from carnet.catalogue.models import Product
from carnet.deals.actions import create_deal
from carnet.deals.models import Deal, Stage
from carnet.directory.actions import create_account
from carnet.directory.models import Account


@dataclass(frozen=True)
class World:
    deals: dict[int, Deal]
    products: dict[str, Product]
    accounts: dict[str, Account]


def _day(text):
    return date.fromisoformat(f"2026-{text}") if text else None


#        agent    account    product      stage          engaged  closed   closed for, in cents
DEALS = {
    1: ("Bruno", "Villard", "Portrait", "Won", "01-05", "01-20", 100_00),
    2: ("Bruno", "Villard", "Reportage", "Won", "01-10", "02-09", 240_00),
    3: ("Bruno", "Achard", "Portrait", "Won", "02-01", "02-06", 100_00),
    4: ("Bruno", "Achard", "Reportage", "Lost", "02-01", "02-20", None),
    5: ("Bruno", "Villard", "Portrait", "Engaging", "03-02", "", None),
    6: ("Bruno", "", "", "Prospecting", "", "", None),
    7: ("Chloé", "Achard", "Reportage", "Won", "01-15", "03-16", 300_00),
    8: ("Chloé", "", "Portrait", "Won", "", "03-20", 100_01),
    9: ("Chloé", "Divers", "Portrait", "Lost", "", "03-25", None),
    10: ("Chloé", "Achard", "Reportage", "Engaging", "04-01", "", None),
    11: ("", "Villard", "", "Won", "", "04-10", 49_94),
    12: ("", "Achard", "Album", "Prospecting", "", "", None),
}
MORE = {
    2: {"lost_reason": ""},
    4: {"lost_reason": "Prix"},
    5: {"amount": 90_00, "probability": 0.3},
    10: {"source": "Salon"},
}


def _accounts(actor):
    places = {
        "Villard": {"sector": "mode", "city": "Lyon", "region": "Auvergne-Rhône-Alpes", "country": "France"},
        "Achard": {"sector": "industrie", "city": "Lille", "region": "Hauts-de-France", "kind": "prospect"},
        "Divers": {},
    }
    return {
        name: create_account(values={"name": name, **place}, actor=actor) for name, place in places.items()
    }


def _products(actor):
    prices = {"Portrait": (100_00, "Studio"), "Reportage": (250_50, "Terrain"), "Album": (80_00, "")}
    return {
        name: create_product(values={"name": name, "list_price": price, "category": category}, actor=actor)
        for name, (price, category) in prices.items()
    }


def build(*, bruno, chloe, actor) -> World:
    agents = {"Bruno": bruno.member, "Chloé": chloe.member}
    accounts, products = _accounts(actor), _products(actor)
    stages = {stage.name: stage for stage in Stage.objects.select_related("pipeline")}
    deals = {}
    for number, (agent, account, product, stage, engaged, closed, amount) in DEALS.items():
        values = {
            "reference": f"D{number}",
            "agent": agents.get(agent),
            "account": accounts.get(account),
            "stage": stages[stage],
            "engaged_on": _day(engaged),
            "closed_on": _day(closed),
            "closed_amount": amount,
            "lines": [{"product": products[product], "quantity": 2 if number == 10 else 1}]
            if product
            else [],
            **MORE.get(number, {}),
        }
        deals[number] = create_deal(values=values, actor=actor)
    return World(deals, products, accounts)
