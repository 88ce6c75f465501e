"""The figures of the real CRM sales set, known beforehand from its files."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from carnet.core.acting import Actor, Role
from carnet.core.period import Period
from carnet.identity.visibility import Viewer
from carnet.metrics.filters import Filters, filtered_deals
from carnet.metrics.kpis import kpis
from carnet.metrics.query import query
from carnet.metrics.teams import product_rows, team_rows
from tests.metrics import crm_set

pytestmark = [crm_set.needs_data, pytest.mark.django_db]
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EVERYONE = Viewer(user_id=0, name="", role=Role.OWNER, sees_all=True)


@pytest.fixture(scope="module", autouse=True)
def _crm(django_db_setup, django_db_blocker):
    """The set, put in once for the tests of this file, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        crm_set.load(Actor(name="carnet", at=NOW, role=Role.OWNER, via="command"))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def found():
    return kpis(EVERYONE, Filters(), now=NOW).as_json()["kpis"]


def test_the_totals_are_those_of_the_file(found):
    assert found["total_products"] == 7
    assert (found["total_sales"], found["total_won_sales"]) == (8800, 4238)
    assert (found["total_revenue"], found["total_won_revenue"]) == ("10005534.00", "10005534.00")
    assert found["average_revenue_per_sale"] == "2360.91"
    assert found["average_revenue_per_product"] == "1429362.00"
    assert (found["total_lost_sales"], found["total_lost_revenue"]) == (2473, "5946468.00")
    assert (found["total_engaging_sales"], found["total_engaging_revenue"]) == (1589, "3892229.00")
    assert (found["total_prospecting_sales"], found["total_prospecting_revenue"]) == (500, "1073986.00")


def test_the_best_agent_and_the_offices_are_those_of_the_file(found):
    best = found["highest_revenue_agent"]
    assert best == {"agent": "Darcel Schlecht", "revenue": "1153214.00", "won_sales": 349}
    assert found["total_revenue_per_office"] == [
        {"key": "West", "value": "3568647.00"},
        {"key": "Central", "value": "3346293.00"},
        {"key": "East", "value": "3090594.00"},
    ]


def test_every_breakdown_adds_up_to_the_whole(found):
    for noun in ("office", "agent", "manager"):
        assert sum(part["value"] for part in found[f"total_sales_per_{noun}"]) == 8800
    for noun in ("sector", "office", "agent", "manager"):
        assert sum(float(part["value"]) for part in found[f"total_revenue_per_{noun}"]) == 10_005_534


def test_deals_without_an_account_stand_under_the_key_null(found):
    assert {"key": None, "value": "0.00"} in found["total_revenue_per_sector"]
    assert {"key": None, "value": None} in found["average_revenue_per_sector"]
    assert {"key": None, "products": 0, "won_sales": 0} in found["products_per_sector"]
    assert [row.value for row in query(EVERYONE, "deals", "sector") if row.key is None] == [1425]


def test_a_misspelt_sector_is_kept_as_it_came_and_found_as_it_is(found):
    filters = Filters.parse(EVERYONE, {"sector": ["Technolgy"], "product": ["GTXPro"]})
    assert (filters.names("sector"), filters.names("product")) == (("technolgy",), ("GTX Pro",))
    narrowed = kpis(EVERYONE, filters, now=NOW)
    assert narrowed.total_products == 1
    assert narrowed.total_sales == filtered_deals(EVERYONE, filters).count() > 0


def test_the_tables_of_products_and_agents_hold_those_without_a_sale():
    assert len(product_rows(EVERYONE, Filters())) == 7
    rows = team_rows(EVERYONE, Filters())
    assert (len(rows), len([row for row in rows if row.sales == 0])) == (35, 5)
    assert rows[0].agent == "Darcel Schlecht"


def test_the_26_take_five_queries_whatever_is_asked():
    march = Filters(Period(date(2017, 3, 1), date(2017, 3, 31)))
    for filters in (Filters(), march, Filters.parse(EVERYONE, {"office": ["West"], "sector": ["retail"]})):
        with CaptureQueriesContext(connection) as queries:
            kpis(EVERYONE, filters, now=NOW)
        assert len(queries) == 5
