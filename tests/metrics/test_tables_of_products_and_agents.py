"""A row for each product and each agent, with what other programs read by name."""

from datetime import date

from carnet.core.period import Period
from carnet.metrics.filters import Filters
from carnet.metrics.teams import product_rows, team_rows


def test_every_product_has_a_row_and_the_deals_without_one_too(world, camille):
    rows = [row.as_json() for row in product_rows(camille.viewer, Filters())]
    assert [tuple(row.values()) for row in rows] == [
        ("Reportage", 4, 2, "540.00", "270.00"),
        ("Portrait", 5, 3, "300.01", "100.00"),
        (None, 2, 1, "49.94", "49.94"),
        ("Album", 1, 0, "0.00", None),
    ]
    assert list(rows[0]) == ["product", "sales", "won_sales", "revenue", "average_revenue"]


def test_a_picked_product_stands_alone(world, camille):
    filters = Filters.parse(camille.viewer, {"product": ["Album"], "agent": ["Bruno"]})
    assert [(row.product, row.sales) for row in product_rows(camille.viewer, filters)] == [("Album", 0)]


def test_every_agent_has_a_row_with_manager_and_office(world, camille):
    rows = [row.as_json() for row in team_rows(camille.viewer, Filters())]
    assert [tuple(row.values()) for row in rows if row["sales"]] == [
        ("Bruno", "Hélène", "Lyon", 6, 3, 1, "440.00", "146.67", 0.75),
        ("Chloé", None, None, 4, 2, 1, "400.01", "200.00", 2 / 3),
        (None, None, None, 2, 1, 0, "49.94", "49.94", 1.0),
    ]
    assert rows[-1]["agent"] == "Hélène"
    assert (rows[-1]["average_revenue"], rows[-1]["win_rate"]) == (None, None)


def test_a_period_narrows_both(world, camille):
    march = Filters(Period(date(2026, 3, 1), date(2026, 3, 31)))
    assert [(row.product, row.sales) for row in product_rows(camille.viewer, march)] == [
        ("Reportage", 1),
        ("Portrait", 3),
        ("Album", 0),
    ]
    assert [(row.agent, row.sales) for row in team_rows(camille.viewer, march) if row.sales] == [
        ("Chloé", 3),
        ("Bruno", 1),
    ]
