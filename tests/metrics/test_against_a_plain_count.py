"""Every KPI under combinations of every filter, against a plain loop over the records."""

import random
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from itertools import product as combinations

import pytest

from carnet.catalogue.actions import create_product
from carnet.core.money import plain
from carnet.core.period import Period
from carnet.deals.actions import new_deal
from carnet.deals.models import Deal, DealLine, Stage
from carnet.directory.actions import create_account
from carnet.identity.actions import create_member, create_office, create_team
from carnet.journal.changes import insert_many
from carnet.metrics.filters import Filters, filtered_deals
from carnet.metrics.kpis import kpis
from carnet.metrics.query import query
from tests.conftest import NOW

BEGIN = date(2026, 1, 1)


@pytest.fixture
def world(root, camille):
    dice = random.Random(26)
    heads = [create_member(values={"name": f"Chef {n}", "is_agent": False}, actor=root) for n in range(2)]
    offices = [None, create_office(name="Lyon", actor=root), create_office(name="Lille", actor=root)]
    teams = [
        create_team(
            name=f"Équipe {n}", head=dice.choice([None, *heads]), office=dice.choice(offices), actor=root
        )
        for n in range(4)
    ]
    agents = [
        create_member(values={"name": f"Agent {n}", "team": dice.choice([None, *teams])}, actor=root)
        for n in range(6)
    ]
    accounts = [
        create_account(
            values={"name": f"Compte {n}", "sector": dice.choice(["", "mode", "bois"])}, actor=root
        )
        for n in range(8)
    ]
    products = [
        create_product(
            values={"name": f"Produit {n}", "list_price": dice.choice([None, 99, 12_345])}, actor=root
        )
        for n in range(4)
    ]
    stages = list(Stage.objects.select_related("pipeline"))
    pairs = [_deal(dice, stages, agents, accounts, products) for _number in range(150)]
    insert_many([deal for deal, _lines in pairs], actor=root)
    for deal, lines in pairs:
        for line in lines:
            line.deal = deal
    DealLine.objects.bulk_create([line for _deal, lines in pairs for line in lines])
    return camille.viewer


def _deal(dice, stages, agents, accounts, products):
    stage = dice.choice(stages)
    engaged = dice.choice([None, BEGIN + timedelta(dice.randrange(200))])
    values = {
        "reference": "",
        "name": "",
        "stage": stage,
        "agent": dice.choice([None, *agents]),
        "account": dice.choice([None, *accounts]),
        "engaged_on": engaged,
        "amount": dice.choice([None, dice.randrange(100_000)]),
        "lines": [{"product": item} for item in dice.sample(products, dice.randrange(3))],
    }
    if stage.kind in ("won", "lost"):
        values["closed_on"] = (engaged or BEGIN) + timedelta(dice.randrange(90))
    if stage.kind == "won":
        values["closed_amount"] = dice.randrange(100_000)
    return new_deal(values, day=date(2026, 6, 1), currency="EUR")


RELATED = ("account", "agent__team__head", "agent__team__office")


def _facts():
    """Each deal as a plain dict of what it counts under."""
    firsts = {
        line.deal_id: line.product
        for line in DealLine.objects.select_related("product").order_by("-position")
    }
    for deal in Deal.objects.select_related(*RELATED):
        team = deal.agent.team if deal.agent else None
        value = (
            deal.closed_amount
            if deal.stage_kind == "won"
            else (deal.amount if deal.amount is not None else deal.list_amount or 0)
        )
        yield {
            "product": firsts[deal.pk].name if deal.pk in firsts else None,
            "sector": (deal.account.sector or None) if deal.account else None,
            "agent": deal.agent.name if deal.agent else None,
            "manager": team.head.name if team and team.head else None,
            "office": team.office.name if team and team.office else None,
            "kind": deal.stage_kind,
            "day": deal.closed_on or deal.engaged_on or deal.created_on,
            "value": value,
        }


def _kept(fact, picks, period):
    inside = (not period.start or fact["day"] >= period.start) and (
        not period.end or fact["day"] <= period.end
    )
    return inside and all(fact[key] in wanted for key, wanted in picks.items())


def _mean(total, count):
    return plain(round(Fraction(total, count))) if count else None


def _breakdown(facts, noun):
    groups = defaultdict(list)
    for fact in facts:
        groups[fact[noun]].append(fact)
    won = {key: [fact["value"] for fact in group if fact["kind"] == "won"] for key, group in groups.items()}
    return {
        f"total_sales_per_{noun}": {key: len(group) for key, group in groups.items()},
        f"total_revenue_per_{noun}": {key: plain(sum(values)) for key, values in won.items()},
        f"average_revenue_per_{noun}": {key: _mean(sum(values), len(values)) for key, values in won.items()},
    }


def plain_kpis(facts):
    won = [fact for fact in facts if fact["kind"] == "won"]
    revenue = sum(fact["value"] for fact in won)
    sold = {fact["product"] for fact in won} - {None}
    found = {
        "total_revenue": plain(revenue),
        "average_revenue_per_product": _mean(revenue, len(sold)),
        "total_sales": len(facts),
        "average_revenue_per_sale": _mean(revenue, len(won)),
    }
    for kind in ("won", "engaging", "lost", "prospecting"):
        values = [fact["value"] for fact in facts if fact["kind"] == kind]
        found |= {f"total_{kind}_sales": len(values), f"total_{kind}_revenue": plain(sum(values))}
    for noun in ("sector", "office", "agent", "manager"):
        found |= _breakdown(facts, noun)
    found.pop("total_sales_per_sector")
    sectors = {fact["sector"] for fact in facts}
    found["products_per_sector"] = {
        sector: (
            len({fact["product"] for fact in won if fact["sector"] == sector} - {None}),
            sum(fact["sector"] == sector for fact in won),
        )
        for sector in sectors
    }
    agents = {fact["agent"] for fact in won} - {None}
    takings = {agent: sum(fact["value"] for fact in won if fact["agent"] == agent) for agent in agents}
    best = min(agents, key=lambda agent: (-takings[agent], agent), default=None)
    found["highest_revenue_agent"] = best and {
        "agent": best,
        "revenue": plain(takings[best]),
        "won_sales": sum(fact["agent"] == best for fact in won),
    }
    return found


def _unordered(name, value):
    if not isinstance(value, list):
        return value
    if name == "products_per_sector":
        return {part["key"]: (part["products"], part["won_sales"]) for part in value}
    return {part["key"]: part["value"] for part in value}


PICKS = {
    "sector": ["mode", "null"],
    "product": ["Produit 1", "Produit 2"],
    "agent": ["Agent 0", "Agent 3", "Agent 4", "null"],
    "manager": ["Chef 1", "null"],
    "office": ["Lyon", "null"],
}
PERIODS = (Period(), Period(date(2026, 2, 1), date(2026, 5, 31)), Period(None, date(2026, 3, 31)))


def test_all_kpis_agree_under_every_combination_of_filters(world):
    facts = list(_facts())
    for used in combinations((False, True), repeat=len(PICKS)):
        raw = {key: tokens for on, (key, tokens) in zip(used, PICKS.items(), strict=True) if on}
        wanted = {
            key: {None if token == "null" else token for token in tokens} for key, tokens in raw.items()
        }
        for period in PERIODS:
            filters = Filters.parse(world, raw).with_period(period)
            kept = [fact for fact in facts if _kept(fact, wanted, period)]
            found = kpis(world, filters, now=NOW).as_json()["kpis"]
            expected = plain_kpis(kept) | {"total_products": 2 if "product" in raw else 4}
            assert {name: _unordered(name, value) for name, value in found.items()} == expected
            assert filtered_deals(world, filters).count() == len(kept)


def test_breakdowns_come_largest_first_then_by_name(world):
    figures = kpis(world, Filters(), now=NOW)
    for noun in ("office", "agent", "manager"):
        for part in (f"total_sales_per_{noun}", f"total_revenue_per_{noun}"):
            rows = [(-row.value, row.key is None, row.key or "") for row in getattr(figures, part)]
            assert rows == sorted(rows)


@pytest.mark.parametrize("by", ["sector", "product", "agent", "manager", "office", "month"])
def test_questions_agree_with_a_plain_count(world, by):
    groups = defaultdict(list)
    for fact in _facts():
        groups[fact["day"].isoformat()[:7] if by == "month" else fact[by]].append(fact)
    expected = {}
    for key, group in groups.items():
        closed = [fact for fact in group if fact["kind"] in ("won", "lost")]
        won = [fact for fact in closed if fact["kind"] == "won"]
        rate = float(Fraction(len(won), len(closed))) if closed else None
        revenue = sum(fact["value"] for fact in won)
        average = round(Fraction(revenue, len(won))) if won else None
        expected[key] = (len(group), revenue, rate, average)
    rows = query(world, ["deals", "revenue", "win_rate", "average_revenue"], by)
    assert {row.key: row.values for row in rows} == expected
