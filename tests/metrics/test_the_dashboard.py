"""The dashboard: the same figures once more, beside those of another period, in few queries."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from carnet.core.period import Period
from carnet.metrics.dashboard import TILES, dashboard
from carnet.metrics.filters import Filters, filtered_deals
from carnet.metrics.query import query
from tests.conftest import NOW

MARCH = Filters(Period(date(2026, 3, 1), date(2026, 3, 31)))
SPRING = Filters(Period(date(2026, 1, 1), date(2026, 4, 30)))


@pytest.fixture
def march(world, camille):
    return dashboard(camille.viewer, MARCH, now=NOW)


def test_every_tile_says_what_the_dictionary_says(world, camille):
    for filters in (Filters(), MARCH, SPRING):
        tiles = dashboard(camille.viewer, filters, now=NOW).tiles
        rows = query(camille.viewer, TILES, filters=filters)
        assert {key: tile.change.value for key, tile in tiles.items()} == dict(
            zip(TILES, rows[0].values, strict=True)
        )


def test_a_change_is_against_the_days_just_before(march):
    assert march.compared.period == Period(date(2026, 1, 29), date(2026, 2, 28))
    revenue = march.tiles["revenue"].change
    assert (revenue.value, revenue.before) == (400_01, 340_00)  # 300.00 and 100.01; 240.00 and 100.00
    assert revenue.by == pytest.approx(60_01 / 340_00)
    assert revenue.is_good


def test_good_or_bad_depends_on_the_measure_not_on_up_or_down(march):
    cycle = march.tiles["sales_cycle_days"].change
    assert (cycle.value, cycle.before, cycle.by, cycle.is_good) == (60.0, 17.5, 42.5, False)
    rate = march.tiles["win_rate"].change
    assert (rate.value, rate.before, rate.by) == (2 / 3, 2 / 3, 0.0)
    assert rate.is_good is None


def test_it_may_be_compared_with_last_year(world, camille):
    found = dashboard(camille.viewer, MARCH, now=NOW, base="last_year")
    assert found.compared.period == Period(date(2025, 3, 1), date(2025, 3, 31))
    assert (found.tiles["revenue"].change.before, found.tiles["revenue"].change.by) == (0, None)


def test_an_open_period_is_compared_with_nothing(world, camille):
    found = dashboard(camille.viewer, Filters(), now=NOW)
    assert (found.compared, found.compared_points) == (None, ())
    assert found.tiles["revenue"].change.by is None


def test_the_curve_has_no_holes(world, camille):
    points = dashboard(camille.viewer, Filters(), now=NOW).points
    assert [point.key for point in points] == [f"2026-{month:02d}" for month in range(1, 12)]
    assert [point.revenue for point in points][:5] == [100_00, 340_00, 400_01, 49_94, 0]
    assert points[4].win_rate is None


def test_a_short_period_is_drawn_by_day(march):
    assert (march.grain, len(march.points), len(march.compared_points)) == ("day", 31, 31)
    assert {point.key: point.revenue for point in march.points if point.won} == {
        "2026-03-16": 300_00,
        "2026-03-20": 100_01,
    }


def test_the_stages_and_the_funnel(world, camille):
    found = dashboard(camille.viewer, Filters(), now=NOW)
    assert [(row.kind, row.count, row.value) for row in found.stages] == [
        ("prospecting", 2, 80_00),
        ("engaging", 2, 591_00),
        ("won", 6, 889_95),
        ("lost", 2, 350_50),
    ]
    assert [(step.key, step.count, step.share) for step in found.funnel] == [
        ("opened", 12, 1.0),
        ("engaged", 10, 10 / 12),
        ("closed", 8, 0.8),
        ("won", 6, 0.75),
    ]


def test_the_tables_and_their_shares(world, camille):
    found = dashboard(camille.viewer, SPRING, now=NOW)
    agents = [(row.key, row.sales, row.won, row.lost, row.revenue) for row in found.tables["agent"]]
    assert agents == [("Bruno", 5, 3, 1, 440_00), ("Chloé", 4, 2, 1, 400_01), (None, 1, 1, 0, 49_94)]
    bruno = found.tables["agent"][0]
    assert (bruno.average, bruno.win_rate, bruno.cycle_days) == (146_67, 0.75, pytest.approx(50 / 3))
    assert sum(row.share for row in found.tables["product"]) == pytest.approx(1)
    assert [(row.key, row.products) for row in found.tables["sector"]] == [
        ("industrie", 2),
        ("mode", 2),
        (None, 1),
    ]
    assert found.tables["region"][0].key == "Hauts-de-France"


def test_every_row_leads_to_its_deals(world, camille):
    found = dashboard(camille.viewer, SPRING, now=NOW)
    for groups in found.tables.values():
        for group in groups:
            behind = filtered_deals(camille.viewer, Filters.parse(camille.viewer, parse_qs(group.query)))
            won = filtered_deals(camille.viewer, Filters.parse(camille.viewer, parse_qs(group.won_query)))
            assert (behind.count(), sum(deal.value for deal in won)) == (group.sales, group.revenue)


def test_over_nothing_it_stands_empty(camille):
    found = dashboard(camille.viewer, Filters(), now=NOW)
    assert (found.points, found.stores, found.tables["agent"]) == ((), None, ())
    assert [step.share for step in found.funnel] == [None] * 4
    assert found.tiles["average_revenue"].change.value is None


def test_more_deals_make_no_more_queries(world, camille):
    with CaptureQueriesContext(connection) as few:
        dashboard(camille.viewer, Filters(Period(date(2026, 1, 1), date(2026, 1, 31))), now=NOW)
    with CaptureQueriesContext(connection) as many:
        dashboard(camille.viewer, Filters(Period(date(2025, 11, 1), date(2026, 12, 31))), now=NOW)
    assert len(many) == len(few) <= 20
