"""Callers of the API: each of the cast with a token, and a company with one record of every kind."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from carnet.catalogue.actions import create_product, create_store
from carnet.core.acting import Actor
from carnet.deals.actions import create_deal
from carnet.deals.agenda import create_activity
from carnet.directory.actions import create_account, create_contact
from carnet.forecasting.models import Commitment, Quota
from carnet.forecasting.quotas.actions import create_commitment, create_quota
from carnet.identity.actions import create_team, create_token
from carnet.identity.models import Member
from carnet.sales.actions import create_sale
from tests.api.calling import Caller, Studio


@pytest.fixture
def caller() -> Callable[..., Caller]:
    def of(person, *, read_only: bool = False) -> Caller:
        token = create_token(user=person.user, name="test", read_only=read_only, actor=person.actor)
        return Caller(token)

    return of


@pytest.fixture
def stranger(db) -> Caller:
    return Caller()


@pytest.fixture
def as_bruno(caller, bruno) -> Caller:
    return caller(bruno)


@pytest.fixture
def as_camille(caller, camille) -> Caller:
    return caller(camille)


@pytest.fixture
def as_chloe(caller, chloe) -> Caller:
    return caller(chloe)


@pytest.fixture
def as_reader(caller, lecteur) -> Caller:
    return caller(lecteur)


@pytest.fixture
def studio(root, bruno, team, lyon) -> Studio:
    own = {"owner": bruno.member}
    account = create_account(
        values={
            "name": "Atelier Bonnet",
            "city": "Lyon",
            "phone": "06 12 34 56 78",
            "is_private": True,
            **own,
        },
        actor=bruno.actor,
    )
    contact = create_contact(
        values={"first_name": "Zoé", "last_name": "Bonnet", "account": account, "is_private": True, **own},
        actor=bruno.actor,
    )
    product = create_product(
        values={"name": "GTX Pro", "reference": "G-1", "list_price": 482_100}, actor=bruno.actor
    )
    store = create_store(values={"name": "Lyon Centre", "city": "Lyon"}, actor=bruno.actor)
    deal = create_deal(
        values={
            "reference": "D-1",
            "name": "Campagne",
            "account": account,
            "contact": contact,
            "agent": bruno.member,
            "engaged_on": date(2026, 10, 1),
            "lines": [{"product": product, "quantity": 1, "unit_price": 450_000}],
        },
        actor=bruno.actor,
    )
    activity = create_activity(
        values={
            "kind": "call",
            "subject": "Relancer",
            "account": account,
            "contact": contact,
            "deal": deal,
            **own,
        },
        actor=bruno.actor,
    )
    sale = create_sale(
        values={
            "sold_on": date(2026, 11, 2),
            "product": product,
            "store": store,
            "account": account,
            "quantity": 2,
            "amount": 964_200,
            **own,
        },
        actor=bruno.actor,
    )
    quota, commitment = _aims(root, bruno.member)
    return Studio(
        account,
        contact,
        product,
        store,
        deal,
        activity,
        sale,
        team,
        lyon,
        bruno.member,
        quota,
        commitment,
    )


def _aims(root: Actor, member: Member) -> tuple[Quota, Commitment]:
    """What a member is to reach in November, and what they committed to as the head of a team."""
    november = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30), "amount": 1_000_000}
    create_team(name="Portrait", head=member, actor=root)
    quota = create_quota(values={"member": member, **november}, actor=root)
    return quota, create_commitment(values={"head": member, **november}, actor=root)


@pytest.fixture
def tables() -> Callable[[], dict[str, Any]]:
    """The whole database, row by row, to compare before and after."""

    def read() -> dict[str, Any]:
        found = {}
        with connection.cursor() as cursor:
            for model in apps.get_models():
                table = model._meta.db_table
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
                found[table] = cursor.fetchall()
        return found

    return read
