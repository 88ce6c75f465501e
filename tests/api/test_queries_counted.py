"""The number of database queries does not grow with the data."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.catalogue.actions import create_product, create_store
from carnet.deals.actions import create_deal
from carnet.deals.agenda import create_activity
from carnet.directory.actions import create_account, create_contact
from carnet.forecasting.quotas.actions import create_commitment, create_quota
from carnet.identity.actions import create_member, update_team
from carnet.sales.actions import create_sale

MOST = 9
LISTS = (
    "accounts",
    "contacts",
    "activities",
    "deals",
    "products",
    "stores",
    "sales",
    "agents",
    "teams",
    "stages",
    "quotas",
    "commitments",
)


def fill(number, camille, team):
    """A record of every kind, linked to the others."""
    actor = camille.actor
    agent = create_member(values={"name": f"Agent {number}", "team": team}, actor=actor)
    own = {"owner": agent}
    account = create_account(values={"name": f"Client {number}", **own}, actor=actor)
    contact = create_contact(values={"last_name": f"Martin {number}", "account": account, **own}, actor=actor)
    product = create_product(values={"name": f"Produit {number}", "list_price": 100}, actor=actor)
    store = create_store(values={"name": f"Magasin {number}"}, actor=actor)
    links = {"account": account, "contact": contact}
    deal = create_deal(
        values={"name": f"Affaire {number}", "agent": agent, "lines": [{"product": product}], **links},
        actor=actor,
    )
    create_activity(values={"kind": "call", "subject": "Appeler", "deal": deal, **own, **links}, actor=actor)
    sale = {
        "sold_on": date(2026, 11, 1),
        "product": product,
        "store": store,
        "account": account,
        "quantity": 1,
    }
    create_sale(values=sale, actor=actor)
    aim = {"from_on": date(2026, 11, 1), "until_on": date(2026, 11, 30), "amount": 100}
    create_quota(values={"member": agent, **aim}, actor=actor)
    update_team(team=team, values={"head": agent}, actor=actor)
    create_commitment(values={"head": agent, **aim}, actor=actor)


@pytest.fixture
def counted(as_camille):
    def count(path):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert as_camille.get(path, limit=50).status_code == 200
        return len(queries)

    return count


def test_a_list_of_fifty_takes_as_many_queries_as_a_list_of_three(counted, camille, team):
    for number in range(3):
        fill(number, camille, team)
    counted("offices")  # the token's first use is noted
    few = {path: counted(path) for path in LISTS}
    for number in range(3, 53):
        fill(number, camille, team)
    many = {path: counted(path) for path in LISTS}
    assert many == few
    assert max(many.values()) <= MOST
