"""The 26 KPIs of twelve deals, added up by hand."""

from datetime import date

from carnet.core.period import Period
from carnet.deals.actions import update_deal
from carnet.identity.actions import create_member
from carnet.metrics.filters import Filters
from carnet.metrics.kpis import KEYS, kpis
from carnet.metrics.wording import KPI_WORDS
from tests.conftest import NOW


def parts(**values):
    return [{"key": None if key == "none" else key, "value": value} for key, value in values.items()]


def found(person, filters=None):
    return kpis(person.viewer, filters or Filters(), now=NOW).as_json()["kpis"]


def test_there_are_26_each_with_its_words():
    assert len(KEYS) == 26
    assert set(KEYS) == set(KPI_WORDS)


def test_the_totals_by_stage(world, camille):
    figures = found(camille)
    stages = ("won", "lost", "engaging", "prospecting")
    assert {kind: (figures[f"total_{kind}_sales"], figures[f"total_{kind}_revenue"]) for kind in stages} == {
        "won": (6, "889.95"),
        "lost": (2, "350.50"),
        "engaging": (2, "591.00"),
        "prospecting": (2, "80.00"),
    }
    assert (figures["total_sales"], figures["total_revenue"]) == (12, "889.95")


def test_averages_are_rounded_half_to_even(world, camille):
    figures = found(camille)
    assert figures["average_revenue_per_sale"] == "148.32"  # 148.325
    assert figures["average_revenue_per_product"] == "444.98"  # 889.95 over Portrait and Reportage: 444.975
    assert figures["average_revenue_per_agent"] == parts(Chloé="200.00", Bruno="146.67", none="49.94")


def test_the_catalogue_counts_products_never_sold(world, camille):
    assert found(camille)["total_products"] == 3


def test_the_figures_by_sector(world, camille):
    figures = found(camille)
    assert figures["total_revenue_per_sector"] == parts(industrie="400.00", mode="389.94", none="100.01")
    assert figures["average_revenue_per_sector"] == parts(industrie="200.00", mode="129.98", none="100.01")
    assert figures["products_per_sector"] == [
        {"key": "mode", "products": 2, "won_sales": 3},
        {"key": "industrie", "products": 2, "won_sales": 2},
        {"key": None, "products": 1, "won_sales": 1},
    ]


def test_the_figures_by_agent(world, camille):
    figures = found(camille)
    assert figures["highest_revenue_agent"] == {"agent": "Bruno", "revenue": "440.00", "won_sales": 3}
    assert figures["total_sales_per_agent"] == parts(Bruno=6, Chloé=4, none=2)
    assert figures["total_revenue_per_agent"] == parts(Bruno="440.00", Chloé="400.01", none="49.94")


def test_the_figures_by_office_and_manager(world, camille):
    figures = found(camille)
    for noun, name in (("office", "Lyon"), ("manager", "Hélène")):
        assert figures[f"total_sales_per_{noun}"] == parts(**{name: 6, "none": 6})
        assert figures[f"total_revenue_per_{noun}"] == parts(none="449.95", **{name: "440.00"})
        assert figures[f"average_revenue_per_{noun}"] == parts(none="149.98", **{name: "146.67"})


def test_a_period_holds_both_its_days(world, camille):
    figures = found(camille, Filters(Period(date(2026, 2, 6), date(2026, 3, 20))))
    assert (figures["total_sales"], figures["total_won_sales"], figures["total_revenue"]) == (6, 4, "740.01")
    assert figures["total_products"] == 3


def test_of_equals_the_first_by_name_is_best(world, root, camille):
    alix = create_member(values={"name": "Alix"}, actor=root)
    update_deal(deal=world.deals[11], values={"agent": alix, "closed_amount": 439_99}, actor=root)
    assert found(camille)["highest_revenue_agent"]["agent"] == "Bruno"
    update_deal(deal=world.deals[11], values={"closed_amount": 440_00}, actor=root)
    assert found(camille)["highest_revenue_agent"] == {"agent": "Alix", "revenue": "440.00", "won_sales": 1}


def test_namesakes_stay_apart(world, root, bruno, camille):
    other = create_member(values={"name": "Bruno"}, actor=root)
    update_deal(deal=world.deals[11], values={"agent": other}, actor=root)
    assert found(camille)["total_revenue_per_agent"] == [
        {"key": "Bruno", "value": "440.00"},
        {"key": "Chloé", "value": "400.01"},
        {"key": "Bruno", "value": "49.94"},
        {"key": None, "value": "0.00"},
    ]


def test_over_nothing_averages_are_null_and_sums_nought(camille):
    figures = found(camille)
    assert [figures[key] for key in ("average_revenue_per_sale", "average_revenue_per_product")] == [
        None,
        None,
    ]
    assert figures["highest_revenue_agent"] is None
    assert (figures["total_sales"], figures["total_revenue"]) == (0, "0.00")
    assert figures["total_revenue_per_agent"] == []


def test_the_answer_says_what_it_was_computed_from(world, camille):
    before = kpis(camille.viewer, Filters(), now=NOW).as_json()
    assert before["computed_at"] == NOW.isoformat()
    assert before["filters"] == {
        "from": None,
        "to": None,
        "sector": [],
        "product": [],
        "agent": [],
        "manager": [],
        "office": [],
    }
    update_deal(deal=world.deals[11], values={"note": "Rappeler"}, actor=camille.actor)
    assert kpis(camille.viewer, Filters(), now=NOW).revision > before["revision"]
