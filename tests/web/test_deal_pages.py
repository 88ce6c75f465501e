"""Deals by page: the form with its lines, closing and reopening, the record and the list."""

from datetime import date
from decimal import Decimal

import pytest

from carnet.catalogue.actions import create_product, update_product
from carnet.deals import actions
from carnet.deals.models import Deal
from carnet.directory.actions import create_account
from tests.web.pipeline import client_of, deal_of, stage


@pytest.fixture
def kit(root):
    return create_product(values={"name": "Kit Flux", "list_price": 435_000}, actor=root)


@pytest.fixture
def bench(root):
    return create_product(values={"name": "Banc", "list_price": 560_000}, actor=root)


def again(deal) -> Deal:
    return Deal.objects.get(pk=deal.pk)


def lines_of(deal) -> list:
    found = deal.lines.order_by("position")
    return [(line.product.name, line.quantity, line.unit_price, line.list_price) for line in found]


def line(number: int, product, quantity: str = "", price: str = "") -> dict[str, str]:
    start = f"lines-{number}-"
    return {f"{start}product": str(product.pk), f"{start}quantity": quantity, f"{start}unit_price": price}


def test_a_deal_is_created_with_its_lines_and_their_sum(bruno, kit, bench):
    sent = {"name": "Plateau", **line(0, kit, "3", "4 000,00"), **line(2, bench, "", "5240")}
    answer = client_of(bruno).post("/deals/new/", sent)
    deal = Deal.objects.get(name="Plateau")
    assert (answer.status_code, answer.url) == (303, f"/deals/{deal.pk}/")
    assert lines_of(deal) == [
        ("Kit Flux", Decimal(3), 400_000, 435_000),
        ("Banc", Decimal(1), 524_000, 560_000),
    ]
    assert (deal.amount, deal.list_amount, deal.agent) == (1_724_000, 1_865_000, None)


def test_a_product_may_be_named_instead_of_chosen(bruno, kit):
    client_of(bruno).post("/deals/new/", {"lines-0-product_text": "kit flux", "lines-0-quantity": "2"})
    assert lines_of(Deal.objects.get()) == [("Kit Flux", Decimal(2), None, 435_000)]


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        ({"lines-0-quantity": "2"}, "produit"),
        ({"lines-0-product_text": "Nulle part"}, "Nulle part"),
        ({"lines-0-product_text": "Kit Flux", "lines-0-quantity": "0"}, "Ligne 1"),
        ({"lines-0-product_text": "Kit Flux", "lines-0-quantity": "beaucoup"}, "beaucoup"),
        ({"lines-0-product_text": "Kit Flux", "lines-0-unit_price": "cher"}, "cher"),
    ],
)
def test_a_wrong_line_is_shown_again_with_what_is_wrong(bruno, kit, sent, word):
    answer = client_of(bruno).post("/deals/new/", {"name": "Plateau", **sent})
    assert (answer.status_code, Deal.objects.count()) == (422, 0)
    assert word in str(answer.context["form"].errors["lines"])
    assert 'value="Plateau"' in answer.content.decode()


def test_an_edit_replaces_the_lines_and_keeps_their_list_prices(bruno, kit, bench, root):
    deal = deal_of(bruno, lines=[{"product": kit, "quantity": 1}, {"product": bench, "quantity": 1}])
    update_product(product=kit, values={"list_price": 999_900}, actor=root)
    sent = {"name": "Campagne", "version": "1", **line(0, kit, "2"), "stage": deal.stage_id, "amount": "1200"}
    sent |= {"agent": bruno.member.pk, "reference": deal.reference}
    answer = client_of(bruno).post(f"/deals/{deal.pk}/edit/", sent)
    assert answer.status_code == 303
    assert lines_of(again(deal)) == [("Kit Flux", Decimal(2), None, 435_000)]
    assert again(deal).list_amount == 870_000


def test_a_form_without_lines_leaves_them_alone(bruno, kit):
    deal = deal_of(bruno, lines=[{"product": kit, "quantity": 1}])
    form = client_of(bruno).get(f"/deals/{deal.pk}/edit/")
    assert 'name="lines-0-quantity" value="1"' in form.content.decode()
    client_of(bruno).post(f"/deals/{deal.pk}/field/source/", {"source": "Salon", "version": "1"})
    assert (again(deal).source, lines_of(again(deal))) == (
        "Salon",
        [("Kit Flux", Decimal(1), None, 435_000)],
    )


def test_an_edit_from_an_old_version_shows_both(bruno):
    deal = deal_of(bruno)
    actions.update_deal(deal=again(deal), values={"source": "Bouche à oreille"}, actor=bruno.actor)
    answer = client_of(bruno).post(
        f"/deals/{deal.pk}/edit/", {"name": "Autre", "source": "Salon", "version": "1"}
    )
    page = answer.content.decode()
    assert (answer.status_code, again(deal).name) == (409, "Campagne")
    assert "Bouche à oreille" in page
    assert 'value="Salon"' in page


def test_winning_takes_amount_and_day_and_reopening_gives_both_back(bruno):
    deal = deal_of(bruno)
    client = client_of(bruno)
    sent = {"outcome": "won", "amount": "1 100,50", "on": "18/11/2026", "version": "1"}
    assert client.post(f"/deals/{deal.pk}/closure/", sent).status_code == 303
    won = again(deal)
    assert (won.closed_amount, won.closed_on, won.value) == (110_050, date(2026, 11, 18), 110_050)
    (toast,) = client.get(f"/deals/{deal.pk}/").context["messages"]
    client.post(toast.extra_tags)
    assert (again(deal).is_open, again(deal).closed_on, again(deal).value) == (True, None, 120_000)


def test_losing_keeps_the_reason_until_the_deal_is_reopened(bruno):
    deal = deal_of(bruno)
    client = client_of(bruno)
    client.post(f"/deals/{deal.pk}/closure/", {"outcome": "lost", "reason": "Prix"})
    assert (again(deal).is_lost, again(deal).lost_reason) == (True, "Prix")
    assert client.post(f"/deals/{deal.pk}/reopening/").status_code == 303
    assert (again(deal).is_open, again(deal).lost_reason) == (True, "")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"outcome": "maybe"},
        {"outcome": "won", "amount": "beaucoup"},
        {"outcome": "won", "on": "31/02/2026"},
        {"outcome": "lost", "on": "1999-01-01"},
        {"outcome": "lost", "reason": "x" * 201},
        {"outcome": "won", "version": "un"},
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(bruno, sent):
    deal = deal_of(bruno, engaged_on=date(2026, 11, 1))
    answer = client_of(bruno).post(f"/deals/{deal.pk}/closure/", sent)
    assert (answer.status_code, again(deal).version) == (422, 1)


@pytest.mark.parametrize("page", ["edit", "delete", "closure", "reopening", "stage", "log", "field/source"])
def test_others_find_nothing_and_readers_may_not(bruno, chloe, lecteur, page):
    deal = deal_of(bruno)
    address = f"/deals/{deal.pk}/{page}/"
    assert client_of(chloe).post(address, {"outcome": "won"}).status_code == 404
    assert client_of(lecteur).post(address, {"outcome": "won"}).status_code == 403
    assert again(deal).version == 1


def test_the_record_shows_days_in_each_stage_lines_and_discounts(bruno, kit):
    lines = [{"product": kit, "quantity": 3, "unit_price": 400_000}]
    deal = deal_of(bruno, lines=lines, engaged_on=date(2026, 10, 1))
    context = client_of(bruno).get(f"/deals/{deal.pk}/").context
    assert [(step.stage.kind, step.state) for step in context["steps"]] == [
        ("prospecting", "current"),
        ("engaging", ""),
        ("won", ""),
    ]
    sums = context["sums"]
    assert (sums.total, sums.list_total, round(sums.discount, 4)) == (1_200_000, 1_305_000, 0.0805)


def test_a_private_account_of_someone_else_is_not_named(bruno, chloe):
    values = {"name": "Client secret", "is_private": True, "owner": chloe.member}
    account = create_account(values=values, actor=chloe.actor)
    deal = deal_of(bruno, account=account)
    client = client_of(bruno)
    for path in (f"/deals/{deal.pk}/", "/deals/", "/pipeline/", f"/deals/{deal.pk}/edit/"):
        assert "Client secret" not in client.get(path).content.decode()
    sent = {"name": "Renommée", "version": "1", "stage": deal.stage_id, "reference": deal.reference}
    client.post(f"/deals/{deal.pk}/edit/", sent)
    assert (again(deal).name, again(deal).account_id) == ("Renommée", account.pk)


def test_the_list_filters_as_the_figures_do_and_sums_all_pages(camille, bruno, chloe, team, kit, root):
    account = create_account(values={"name": "Villard", "sector": "Mode"}, actor=root)
    deal_of(bruno, "A", amount=100, engaged_on=date(2026, 5, 1), account=account)
    deal_of(chloe, "B", amount=200, lines=[{"product": kit, "quantity": 1}])
    deal_of(bruno, "C", stage=stage("won"), closed_amount=400, closed_on=date(2026, 11, 3))
    client = client_of(camille)

    def listed(query: str) -> set[str]:
        return {deal.name for deal in client.get(f"/deals/?{query}").context["reading"].page.rows}

    assert listed("stage_kind=won") == {"C"}
    assert listed(f"agent={chloe.member.pk}") == {"B"}
    assert listed(f"team={team.pk}") == {"A", "C"}
    assert listed(f"product={kit.pk}") == {"B"}
    assert listed("product=null") == {"A", "C"}
    assert listed("sector=Mode") == {"A"}
    assert listed("from=2026-05-01&to=2026-05-31") == {"A"}
    assert listed("next_step=none") == {"A", "B"}
    assert listed(f"stage={stage('won').pk}&stage={stage('engaging').pk}") == {"C"}
    foot = {cell["text"] for cell in client.get("/deals/").context["foot"]}
    assert "7,00\xa0€" in foot


def test_a_deleted_deal_comes_back_with_lines_and_past(bruno, kit):
    deal = deal_of(
        bruno, lines=[{"product": kit, "quantity": 2, "unit_price": 1_000}], engaged_on=date(2026, 9, 1)
    )
    actions.update_deal(deal=deal, values={"stage": stage("engaging")}, actor=bruno.actor)
    past = list(deal.states.order_by("from_on", "id").values_list("from_on", "stage", "amount"))
    client = client_of(bruno)
    client.post(f"/deals/{deal.pk}/delete/")
    assert not Deal.objects.exists()
    (toast,) = client.get("/deals/").context["messages"]
    client.post(toast.extra_tags)
    back = again(deal)
    assert lines_of(back) == [("Kit Flux", Decimal(2), 1_000, 435_000)]
    assert list(back.states.order_by("from_on", "id").values_list("from_on", "stage", "amount")) == past
