"""Products and stores: bounded, found by name and reference, regions of stores."""

import pytest

from carnet.catalogue import actions, queries
from carnet.catalogue.models import Product
from carnet.core.errors import Conflict, Invalid
from tests.web import world


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"list_price": -1}, "list_price"),
        ({"list_price": 10**15 + 1}, "list_price"),
        ({"stock": 10**9 + 1}, "stock"),
        ({"stock": 2**63}, "stock"),
        ({"reference": "x" * 121}, "reference"),
        ({"category": "\x00"}, "category"),
    ],
)
def test_what_a_product_cannot_hold_is_refused(values, field, bruno):
    product = world.product(bruno)
    with pytest.raises(Invalid) as refusal:
        world.product(bruno, **values)
    assert refusal.value.field == field
    with pytest.raises(Invalid):
        actions.update_product(product=product, values=values, actor=bruno.actor)
    assert Product.objects.count() == 1


def test_many_products_may_lack_a_reference_none_shares_one(bruno):
    for _time in range(2):
        world.product(bruno)
        world.store(bruno)
    world.store(bruno, reference="S1")
    with pytest.raises(Conflict):
        world.store(bruno, reference="S1")
    assert (queries.visible_products(bruno.viewer).count(), queries.visible_stores(bruno.viewer).count()) == (
        2,
        3,
    )


@pytest.mark.parametrize("query", ["tirage", "TIR-30", "tir 30x40", "papier"])
def test_a_product_is_found_by_name_reference_and_category(query, bruno):
    world.product(bruno, "Tirage 30x40", reference="TIR-30", category="Papier")
    found = queries.products_matching(queries.visible_products(bruno.viewer), query)
    assert found.count() == 1


def test_a_renamed_product_is_found_under_its_new_name(bruno):
    product = world.product(bruno, "Tirage", category="Papier")
    actions.update_product(product=product, values={"name": "Épreuve"}, actor=bruno.actor)
    assert (product.match_key, product.search_text) == ("epreuve", "epreuve papier")


def test_a_price_of_nothing_is_no_price(bruno):
    assert (world.product(bruno).list_price, world.product(bruno, list_price=0).list_price) == (None, 0)


@pytest.mark.parametrize("query", ["bellecour", "lyon", "B-1"])
def test_a_store_is_found_by_name_reference_and_city(query, bruno):
    world.store(bruno, reference="B-1", city="Lyon")
    assert queries.stores_matching(queries.visible_stores(bruno.viewer), query).count() == 1


def test_the_region_of_a_store_follows_its_place_unless_given(bruno):
    store = world.store(bruno, postal_code="69002", city="Lyon")
    assert store.region == "Auvergne-Rhône-Alpes"
    actions.update_store(store=store, values={"postal_code": "44000", "city": "Nantes"}, actor=bruno.actor)
    assert store.region == "Pays de la Loire"
    actions.update_store(store=store, values={"region": "Ouest"}, actor=bruno.actor)
    actions.update_store(store=store, values={"city": "Rennes"}, actor=bruno.actor)
    assert store.region == "Ouest"
