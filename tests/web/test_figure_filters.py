"""The lists of deals and sales read every filter of the figures, so that each figure opens its records."""

import pytest

from carnet.metrics.dimensions import DIMENSIONS
from carnet.metrics.facts import DEALS as DEAL_FACT
from carnet.metrics.facts import SALES as SALE_FACT
from carnet.web.deals.deal_list import DEALS
from carnet.web.sales.sale_list import SALES
from tests.web import world
from tests.web.test_record_pages import page_of


@pytest.mark.parametrize(("listing", "fact"), [(DEALS, DEAL_FACT), (SALES, SALE_FACT)])
def test_a_list_knows_every_filter_of_its_figures(listing, fact):
    keys = {key for key, one in DIMENSIONS.items() if fact in one.columns and not one.grain}
    assert {"from", "to", *keys} <= {name for one in listing.filters for name in one.names}


@pytest.fixture
def sales(client, camille):
    """Lyon's store sells 10, an account of Lille without a store 20, nobody knows where 40."""
    client.force_login(camille.user)
    store = world.store(camille, city="Lyon", region="Auvergne-Rhône-Alpes")
    account = world.account(camille, city="Lille", region="Hauts-de-France")
    world.sale(camille, 10_00, reference="T1", store=store, account=account)
    world.sale(camille, 20_00, reference="T2", account=account)
    world.sale(camille, 40_00, reference="T3")


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("region=Auvergne-Rh%C3%B4ne-Alpes", "T1"),
        ("region=Hauts-de-France", "T2"),
        ("city=Lille&city=Lyon", "T1 T2"),
        ("region=null", "T3"),
        ("region=null&region=Hauts-de-France", "T2 T3"),
        ("from=2026-11-03", ""),
        ("to=2026-11-02&city=Lyon", "T1"),
    ],
)
def test_a_sale_lies_where_its_store_is_else_its_account(client, sales, query, references):
    page = page_of(client, f"/sales/?{query}")
    assert [one for one in ("T1", "T2", "T3") if f">{one}<" in page] == references.split()
