"""A list reads of linked records what its columns show, whichever they are, and never row by row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.core.lean import lean
from carnet.deals.queries import listed_deals
from carnet.web.catalogue.product_list import PRODUCTS
from carnet.web.catalogue.store_list import STORES
from carnet.web.deals.activity_list import ACTIVITIES
from carnet.web.deals.deal_list import DEALS
from carnet.web.directory.account_list import ACCOUNTS
from carnet.web.directory.contact_list import CONTACTS
from carnet.web.sales.sale_list import SALES
from tests.web import world

LISTS = (ACCOUNTS, CONTACTS, DEALS, ACTIVITIES, SALES, PRODUCTS, STORES)


def fill(by, kind: str, count: int) -> None:
    account, product, store = world.account(by), world.product(by), world.store(by)
    contact = world.contact(by, account=account)
    links = {
        "accounts": {"parent": account, "owner": by.member},
        "contacts": {"account": account, "owner": by.member},
        "deals": {"account": account, "contact": contact, "agent": by.member},
        "activities": {"account": account, "contact": contact, "owner": by.member},
        "sales": {"account": account, "product": product, "store": store, "owner": by.member},
    }
    makers = {**world.MAKERS, "deals": world.deal, "activities": world.activity}
    for _number in range(count):
        makers[kind](by, **links.get(kind, {}))


@pytest.mark.parametrize("listing", LISTS, ids=lambda listing: listing.key)
def test_no_column_asks_for_each_row(client, camille, listing):
    fill(camille, listing.key, 4)
    client.force_login(camille.user)
    for column in listing.columns:
        address = f"/{listing.key}/?columns={column.key}&sort={column.key if column.sort else ''}"
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked = [query["sql"].split("WHERE")[0] for query in captured]
        assert len(asked) - len(set(asked)) <= 1, (column.key, asked)


def test_links_no_column_shows_are_not_read(camille):
    rows = lean(listed_deals(camille.viewer), {"stage", "agent__team__name"})
    assert rows.query.select_related == {"stage": {}, "agent": {"team": {}}}


def test_a_list_that_shows_no_link_reads_none(camille):
    assert lean(listed_deals(camille.viewer), {"name"}).query.select_related is False


def test_a_heavy_column_shown_is_read_with_the_row(camille):
    world.deal(camille, account=world.account(camille, note="Fermé en août"))
    (deal,) = lean(listed_deals(camille.viewer), {"account__note"})
    assert "note" in vars(deal.account)
    assert "search_text" not in vars(deal.account)
