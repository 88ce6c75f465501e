"""The CRM sales set of the shared data, put in through the rules of deals, without the importer."""

import csv
from datetime import date
from pathlib import Path

import pytest

from carnet.catalogue.actions import create_product
from carnet.core.text import match_key
from carnet.deals.actions import new_deal
from carnet.deals.models import Deal, DealLine, Stage
from carnet.directory.actions import create_account
from carnet.identity import actions as people
from carnet.journal.changes import insert_many

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not (DATA / "crm-sales-opportunities").is_dir(), reason="the real data set ../shared/data is not here"
)


def rows(name, delimiter=","):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def _day(text):
    return date.fromisoformat(text) if text else None


def _agents(actor):
    offices, teams, agents = {}, {}, {}
    for row in rows("crm-sales-opportunities/sales_teams.csv"):
        office, manager = row["regional_office"], row["manager"]
        if office not in offices:
            offices[office] = people.create_office(name=office, actor=actor)
        if manager not in teams:
            head = people.create_member(values={"name": manager, "is_agent": False}, actor=actor)
            teams[manager] = people.create_team(name=manager, office=offices[office], head=head, actor=actor)
        values = {"name": row["sales_agent"], "team": teams[manager]}
        agents[row["sales_agent"]] = people.create_member(values=values, actor=actor)
    return agents


def load(actor):
    agents = _agents(actor)
    accounts = {
        row["account"]: create_account(
            values={"name": row["account"], "sector": row["sector"], "country": row["office_location"]},
            actor=actor,
        )
        for row in rows("crm-sales-opportunities/accounts.csv")
    }
    products = {
        match_key(row["product"]): create_product(
            values={
                "name": row["product"],
                "category": row["series"],
                "list_price": int(row["sales_price"]) * 100,
            },
            actor=actor,
        )
        for row in rows("crm-sales-opportunities/products.csv")
    }
    stages = {stage.name: stage for stage in Stage.objects.select_related("pipeline")}
    deals, lines = [], []
    for row in rows("crm-sales-opportunities/sales_pipeline.csv"):
        won = row["deal_stage"] == "Won"
        values = {
            "reference": row["opportunity_id"],
            "agent": agents[row["sales_agent"]],
            "account": accounts.get(row["account"]),
            "stage": stages[row["deal_stage"]],
            "engaged_on": _day(row["engage_date"]),
            "closed_on": _day(row["close_date"]),
            "closed_amount": int(row["close_value"]) * 100 if won else None,
            "lines": [{"product": products[match_key(row["product"])]}],
        }
        deal, own = new_deal(values, day=date(2026, 11, 20), currency="USD")
        deals.append(deal)
        lines.append(own)
    insert_many(deals, actor=actor)
    for deal, own in zip(deals, lines, strict=True):
        own[0].deal = deal
    DealLine.objects.bulk_create([line for own in lines for line in own], batch_size=500)
    return Deal.objects.count()
