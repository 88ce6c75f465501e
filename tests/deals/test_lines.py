"""Lines: quantities, prices frozen when offered, sums and discounts."""

from datetime import date
from decimal import Decimal

import pytest

from carnet.catalogue import actions as catalogue
from carnet.core.errors import Invalid, StaleWrite
from carnet.deals import actions, totals
from carnet.deals.models import Deal, DealLine
from carnet.journal.queries import lines_of
from tests.web import world


@pytest.fixture
def tirage(bruno):
    return world.product(bruno, "Tirage", list_price=1995)


@pytest.fixture
def cadre(bruno):
    return world.product(bruno, "Cadre", list_price=5000)


def _update(deal, by, **values):
    return actions.update_deal(deal=deal, values=values, actor=by.actor)


def test_list_amount_is_list_price_by_quantity(tirage, cadre, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage, "quantity": 3}, {"product": cadre}])
    assert (deal.list_amount, deal.amount, deal.value, deal.product) == (10_985, None, 10_985, tirage)


def test_priced_lines_make_the_amount(tirage, cadre, bruno):
    priced = [{"product": tirage, "quantity": 3, "unit_price": 1800}, {"product": cadre, "unit_price": 4500}]
    deal = world.deal(bruno, amount=1, lines=priced)
    assert (deal.amount, deal.list_amount) == (9900, 10_985)


def test_one_line_without_a_price_leaves_the_amount_alone(tirage, cadre, bruno):
    deal = world.deal(bruno, amount=7000, lines=[{"product": tirage, "unit_price": 1800}, {"product": cadre}])
    assert deal.amount == 7000


def test_each_line_is_rounded_half_even_on_its_own(bruno):
    product = world.product(bruno, list_price=333)
    deal = world.deal(bruno, lines=[{"product": product, "quantity": Decimal("0.5")}] * 2)
    assert deal.list_amount == 332  # 166.5 is 166 twice


def test_a_new_list_price_touches_no_offer_already_made(tirage, cadre, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage, "quantity": 2}])
    catalogue.update_product(product=tirage, values={"list_price": 9900}, actor=bruno.actor)
    _update(deal, bruno, lines=[{"product": tirage, "quantity": 3}, {"product": cadre}])
    assert [(line.product, line.list_price) for line in deal.lines.order_by("position")] == [
        (tirage, 1995),
        (cadre, 5000),
    ]
    assert deal.list_amount == 10_985
    assert world.deal(bruno, lines=[{"product": tirage}]).list_amount == 9900


def test_the_same_lines_again_are_no_change(tirage, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage, "quantity": 2}])
    kept = deal.lines.get().pk
    _update(deal, bruno, lines=[{"product": tirage, "quantity": Decimal("2.000")}])
    assert (deal.version, deal.lines.get().pk) == (1, kept)
    _update(deal, bruno, name="Autre", lines=[{"product": tirage, "quantity": 2}])
    assert (deal.version, deal.lines.get().pk) == (2, kept)


def test_the_journal_tells_the_lines_before_and_after(tirage, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage, "quantity": 10}])
    _update(deal, bruno, lines=[])
    line = lines_of(deal)[0]
    described = {"product": tirage.pk, "quantity": "10", "unit_price": None, "list_price": 1995}
    assert (line.before["lines"], line.after["lines"]) == ([described], [])
    assert (deal.product, deal.list_amount, deal.value) == (None, None, 0)


def test_new_lines_of_a_won_deal_leave_what_it_brought_in(tirage, cadre, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage}])
    actions.win_deal(deal=deal, on=date(2026, 11, 3), actor=bruno.actor)
    _update(deal, bruno, lines=[{"product": cadre, "unit_price": 4000}])
    assert (deal.closed_amount, deal.value, deal.amount, deal.list_amount) == (1995, 1995, 4000, 5000)


@pytest.mark.parametrize("quantity", [0, -1, "0.0004", 10**9 + 1, "NaN", "Infinity", "beaucoup", ""])
def test_a_quantity_is_a_number_above_nought(quantity, tirage, bruno):
    with pytest.raises(Invalid) as refusal:
        world.deal(bruno, lines=[{"product": tirage, "quantity": quantity}])
    assert refusal.value.field == "lines"
    assert not Deal.objects.exists()


@pytest.mark.parametrize("line", [{}, {"product": None}, {"product": "Tirage"}])
def test_a_line_needs_a_product(line, bruno):
    with pytest.raises(Invalid):
        world.deal(bruno, lines=[line])


def test_there_is_an_end_to_lines_and_prices(tirage, bruno):
    for lines in ([{"product": tirage}] * 501, [{"product": tirage, "unit_price": 10**15 + 1}]):
        with pytest.raises(Invalid):
            world.deal(bruno, lines=lines)


def test_a_sum_beyond_the_largest_amount_is_refused(bruno):
    dear = world.product(bruno, list_price=10**15)
    with pytest.raises(Invalid) as refusal:
        world.deal(bruno, lines=[{"product": dear, "quantity": 10**9}])
    assert refusal.value.field == "list_amount"


def test_a_stale_edit_of_the_lines_leaves_them(tirage, cadre, bruno):
    deal = world.deal(bruno, lines=[{"product": tirage}])
    same = Deal.objects.get()
    _update(deal, bruno, amount=5)
    with pytest.raises(StaleWrite):
        _update(same, bruno, lines=[{"product": cadre}])
    assert DealLine.objects.get().product == tirage


def test_the_discount_is_that_of_the_lines_with_both_prices(tirage, cadre, bruno):
    gift = world.product(bruno, "Carte")
    deal = world.deal(
        bruno,
        lines=[
            {"product": tirage, "quantity": 2, "unit_price": 1596},
            {"product": cadre},
            {"product": gift, "unit_price": 100},
        ],
    )
    sums = totals.figures_of(deal.lines.order_by("position"))
    assert [row.total for row in sums.lines] == [3192, 5000, 100]
    assert (sums.quantity, sums.list_total, sums.total) == (4, 8990, 8292)
    assert sums.lines[0].discount == pytest.approx(0.2)
    assert sums.discount == pytest.approx(798 / 8990)


def test_a_deal_without_a_name_takes_that_of_what_is_sold_to_whom(tirage, bruno):
    account = world.account(bruno, "Achard")
    assert world.deal(bruno, "", account=account, lines=[{"product": tirage}]).name == "Tirage · Achard"
    nameless = world.deal(bruno, " ")
    assert nameless.name == nameless.reference
    assert len(nameless.reference) == 8
