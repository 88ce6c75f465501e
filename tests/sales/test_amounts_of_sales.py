"""Sales: an amount stated or worked out once, half-even, and frozen."""

from datetime import date
from decimal import Decimal

import pytest

from carnet.catalogue import actions as catalogue
from carnet.core.errors import Invalid
from carnet.sales import actions, queries
from carnet.sales.models import Sale
from tests.web import world

DAY = date(2026, 11, 2)


def _sale(by, **values) -> Sale:
    return actions.create_sale(values={"sold_on": DAY, **values}, actor=by.actor)


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [
        (1995, Decimal(3), 5985),
        (333, Decimal("0.5"), 166),
        (335, Decimal("0.5"), 168),
        (1995, Decimal(-1), -1995),
    ],
)
def test_without_an_amount_it_is_price_by_quantity(price, quantity, amount, bruno):
    product = world.product(bruno, list_price=price)
    assert _sale(bruno, product=product, quantity=quantity).amount == amount


def test_a_stated_amount_wins(bruno):
    product = world.product(bruno, list_price=1995)
    assert _sale(bruno, product=product, quantity=3, amount=5000).amount == 5000
    assert _sale(bruno, product=product, quantity=3, amount=0).amount == 0


def test_a_new_price_changes_no_sale_made(bruno):
    product = world.product(bruno, list_price=1995)
    sale = _sale(bruno, product=product, quantity=2)
    catalogue.update_product(product=product, values={"list_price": 9900}, actor=bruno.actor)
    actions.update_sale(sale=sale, values={"quantity": Decimal(4)}, actor=bruno.actor)
    assert Sale.objects.get().amount == 3990


@pytest.mark.parametrize("given", ["nothing", "quantity", "product", "unpriced"])
def test_without_amount_or_price_there_is_no_sale(given, bruno):
    values = {
        "nothing": {},
        "quantity": {"quantity": Decimal(1)},
        "product": {"product": world.product(bruno, list_price=1995)},
        "unpriced": {"product": world.product(bruno), "quantity": Decimal(1)},
    }[given]
    with pytest.raises(Invalid) as refusal:
        _sale(bruno, **values)
    assert refusal.value.field == "amount"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": 10**15 + 1}, "amount"),
        ({"amount": 2**63}, "amount"),
        ({"amount": 1, "quantity": Decimal(10**9 + 1)}, "quantity"),
        ({"amount": 1, "quantity": Decimal("0.0001")}, "quantity"),
        ({"amount": 1, "sold_on": date(1, 1, 1)}, "sold_on"),
        ({"amount": 1, "sold_on": None}, "sold_on"),
        ({"amount": 1, "reference": "\x00"}, "reference"),
    ],
)
def test_what_a_sale_cannot_hold_is_refused(values, field, bruno):
    with pytest.raises(Invalid) as refusal:
        _sale(bruno, **values)
    assert refusal.value.field == field
    assert not Sale.objects.exists()


def test_a_worked_out_amount_is_bounded_too(bruno):
    product = world.product(bruno, list_price=10**15)
    with pytest.raises(Invalid) as refusal:
        _sale(bruno, product=product, quantity=Decimal(10**9))
    assert refusal.value.field == "amount"


def test_an_amount_is_changed_but_not_taken_away(bruno):
    sale = _sale(bruno, amount=1995)
    actions.update_sale(sale=sale, values={"amount": 2000}, actor=bruno.actor)
    with pytest.raises(Invalid):
        actions.update_sale(sale=sale, values={"amount": None}, actor=bruno.actor)
    assert (Sale.objects.get().amount, sale.amount) == (2000, 2000)


@pytest.mark.parametrize("query", ["T-42", "tirage", "bellecour lyon", "achard t-42"])
def test_a_sale_is_found_by_ticket_product_store_and_account(query, bruno):
    links = {"product": world.product(bruno), "account": world.account(bruno, "Achard")}
    _sale(bruno, amount=1, reference="T-42", store=world.store(bruno, city="Lyon"), **links)
    assert queries.sales_matching(queries.visible_sales(bruno.viewer), query).count() == 1
