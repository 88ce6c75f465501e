"""Reading the days of a shop, a product, a region or all, as known at the end of a day."""

from datetime import date

import pytest

from carnet.catalogue.actions import create_product, create_store
from carnet.core.errors import Invalid
from carnet.deals.actions import create_deal, win_deal
from carnet.directory.actions import create_account
from carnet.forecasting.daily.answering import answer
from carnet.forecasting.daily.asked import asked
from carnet.forecasting.daily.forecast import Subject
from carnet.forecasting.daily.series import LONGEST, series_of
from carnet.forecasting.models import Level
from carnet.forecasting.queries import sees_series
from carnet.sales.actions import create_sale

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


@pytest.fixture
def shops(camille):
    """Two shops of Brittany and one of Normandy."""
    places = {"Rennes": "Bretagne", "Brest": "Bretagne", "Caen": "Normandie"}
    return {
        city: create_store(values={"name": city, "city": city, "region": region}, actor=camille.actor)
        for city, region in places.items()
    }


@pytest.fixture
def sell(camille):
    def one(day, amount, **more):
        return create_sale(values={"sold_on": day, "amount": amount, **more}, actor=camille.actor)

    return one


def days(viewer, subject=None, as_of=TODAY):
    found = series_of(viewer, subject or Subject(), as_of=as_of)
    return found.start, found.values


def test_days_without_a_sale_between_the_first_and_the_last_are_zeros(camille, sell):
    sell(date(2026, 3, 1), 1000)
    sell(date(2026, 3, 1), 500)
    sell(date(2026, 3, 4), -200)
    assert days(camille.viewer) == (date(2026, 3, 1), (1500, 0, 0, -200))


def test_a_shop_that_stopped_has_zeros_up_to_the_last_sale_of_anybody(camille, sell, shops):
    sell(date(2026, 3, 1), 1000, store=shops["Rennes"])
    sell(date(2026, 3, 3), 700, store=shops["Caen"])
    rennes = Subject(Level.STORE, shops["Rennes"].pk, "Rennes")
    assert days(camille.viewer, rennes) == (date(2026, 3, 1), (1000, 0, 0))


def test_a_region_is_the_sum_of_its_shops(camille, sell, shops):
    for place, amount in (("Rennes", 100), ("Brest", 20), ("Caen", 3)):
        sell(date(2026, 3, 1), amount, store=shops[place])
    assert days(camille.viewer, Subject(Level.REGION, 0, "Bretagne")) == (date(2026, 3, 1), (120,))


def test_a_product_counts_in_every_shop(camille, sell, shops):
    cover = create_product(values={"name": "Housse", "list_price": 900}, actor=camille.actor)
    sell(date(2026, 3, 1), 900, store=shops["Rennes"], product=cover)
    sell(date(2026, 3, 2), 900, product=cover)
    sell(date(2026, 3, 2), 50)
    assert days(camille.viewer, Subject(Level.PRODUCT, cover.pk, "Housse"))[1] == (900, 900)


def test_sales_after_the_day_change_nothing(camille, sell):
    sell(date(2026, 3, 1), 1000)
    before = days(camille.viewer, as_of=date(2026, 3, 5))
    sell(date(2026, 3, 6), 99_900)
    assert days(camille.viewer, as_of=date(2026, 3, 5)) == before


def test_the_forecast_of_a_day_does_not_know_the_days_after_it(camille, sell):
    for number in range(1, 29):
        sell(date(2026, 2, number), 100 * number)
    question = asked(camille.viewer, {"as_of": "2026-02-20", "horizon": "5"})
    known = answer(camille.viewer, question, today=TODAY)
    for number in range(21, 29):
        sell(date(2026, 2, number), 5_000_000)
    assert answer(camille.viewer, question, today=TODAY) == known


def test_without_any_sale_won_deals_count_on_the_day_they_closed(camille, bruno):
    for day, amount in ((date(2026, 3, 1), 40_000), (date(2026, 3, 3), 10_000)):
        deal = create_deal(values={"name": "Affaire", "engaged_on": date(2026, 2, 1)}, actor=bruno.actor)
        win_deal(deal=deal, amount=amount, on=day, actor=bruno.actor)
    found = series_of(camille.viewer, Subject(), as_of=TODAY)
    assert (found.values, found.is_deals) == ((40_000, 0, 10_000), True)


def test_the_first_sale_of_a_shop_replaces_the_deals(camille, bruno, sell):
    deal = create_deal(values={"name": "Affaire", "engaged_on": date(2026, 2, 1)}, actor=bruno.actor)
    win_deal(deal=deal, amount=40_000, on=date(2026, 3, 1), actor=bruno.actor)
    sell(date(2026, 3, 2), 300)
    assert days(camille.viewer) == (date(2026, 3, 2), (300,))


def test_only_the_last_four_years_are_read(camille, sell):
    sell(date(1900, 1, 1), 5)
    sell(date(2026, 3, 1), 7)
    start, values = days(camille.viewer)
    assert (start, values) == (date(2026, 3, 1), (7,))
    sell(date(2022, 3, 2), 6)
    assert len(days(camille.viewer)[1]) == LONGEST == 1461


def test_subjects_are_found_by_name_or_id_and_one_at_a_time(camille, shops):
    rennes = shops["Rennes"]
    wanted = Subject(Level.STORE, rennes.pk, "Rennes")
    assert asked(camille.viewer, {"store": "rennes"}).subject == wanted
    assert asked(camille.viewer, {"store": str(rennes.pk)}).subject == wanted
    assert asked(camille.viewer, {"region": "Bretagne"}).subject == Subject(Level.REGION, 0, "Bretagne")
    with pytest.raises(Invalid) as refused:
        asked(camille.viewer, {"store": "Rennes", "region": "Bretagne"})
    assert refused.value.field == "region"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("horizon", text) for text in ("0", "366", "-1", "x", "1.5", "９", "9" * 50)),
        *(("model", text) for text in ("prophet", "ENSEMBLE")),
        *(("as_of", text) for text in ("2026-02-30", "20260220", "yesterday")),
        *(("store", text) for text in ("Nowhere", "999999999999999999999")),
        ("region", "Atlantide"),
        ("product", "\x00"),
    ],
)
def test_what_is_unknown_is_refused_by_its_field(camille, name, text):
    with pytest.raises(Invalid) as refused:
        asked(camille.viewer, {name: text})
    assert refused.value.field == name


def test_what_is_left_out_stays_open(camille):
    question = asked(camille.viewer, {})
    assert (question.subject, question.horizon, question.model, question.as_of) == (Subject(), 28, None, None)


def test_a_sale_without_a_shop_lies_in_the_region_of_its_account_and_hides_that_region(
    camille, chloe, bruno, sell
):
    client = create_account(values={"name": "Cidrerie", "region": "Bretagne"}, actor=camille.actor)
    sell(date(2026, 3, 1), 500, account=client, owner=chloe.member)
    brittany = Subject(Level.REGION, 0, "Bretagne")
    assert days(camille.viewer, brittany)[1] == (500,)
    assert sees_series(chloe.viewer, Subject(Level.REGION, 0, "Bretagne"))
    assert not sees_series(bruno.viewer, Subject(Level.REGION, 0, "Bretagne"))
    assert sees_series(bruno.viewer, Subject(Level.REGION, 0, "Normandie"))
