"""What one may not open one may not count either: every figure starts from what the viewer sees."""

import pytest

from carnet.directory.actions import update_account
from carnet.metrics.dashboard import dashboard
from carnet.metrics.filters import Filters, filtered_deals
from carnet.metrics.kpis import kpis
from carnet.metrics.query import query
from carnet.metrics.teams import product_rows, team_rows
from tests.conftest import NOW

# Bruno sees his 6 deals and the 2 of nobody; so does Hélène, who heads him; Chloé her 4 and those 2.
SEEN = {
    "camille": (12, 889_95),
    "lecteur": (12, 889_95),
    "bruno": (8, 489_94),
    "helene": (8, 489_94),
    "chloe": (6, 449_95),
}


@pytest.fixture(params=SEEN)
def seen(request, world):
    person = request.getfixturevalue(request.param)
    return person.viewer, *SEEN[request.param]


def test_the_kpis_count_what_the_viewer_sees(seen):
    viewer, deals, revenue = seen
    figures = kpis(viewer, Filters(), now=NOW)
    assert (figures.total_sales, figures.total_revenue) == (deals, revenue)
    assert sum(part.value for part in figures.total_sales_per_agent) == deals
    assert sum(part.value for part in figures.total_revenue_per_sector) == revenue


def test_so_do_questions_tables_and_the_dashboard(seen):
    viewer, deals, revenue = seen
    assert query(viewer, ["deals", "revenue"])[0].values == (deals, revenue)
    assert sum(row.sales for row in product_rows(viewer, Filters())) == deals
    assert sum(row.revenue for row in team_rows(viewer, Filters())) == revenue
    assert sum(group.sales for group in dashboard(viewer, Filters(), now=NOW).tables["region"]) == deals


def test_the_list_behind_a_number_sums_to_it(seen):
    viewer, _deals, _revenue = seen
    for dimension in ("product", "agent", "sector", "office"):
        for group in query(viewer, ["deals", "open_value"], dimension):
            value = group.key if group.id is None else group.id
            behind = filtered_deals(viewer, Filters().with_pick(dimension, value))
            open_deals = [deal.value for deal in behind if deal.is_open]
            assert (behind.count(), sum(open_deals)) == group.values


def test_chloe_sees_no_name_of_another_team_in_her_breakdowns(world, chloe):
    assert {row.key for row in query(chloe.viewer, "deals", "agent")} == {"Chloé", None}
    assert {row.agent for row in team_rows(chloe.viewer, Filters())} == {"Chloé", None}


def test_an_account_made_private_is_counted_but_not_named(world, root, bruno, chloe):
    hidden = {"is_private": True, "owner": bruno.member}
    update_account(account=world.accounts["Achard"], values=hidden, actor=root)
    rows = query(chloe.viewer, ["deals"], ["account"])
    # Her own two deals with Achard and the one of nobody; Divers, Villard, and the one without an account.
    assert {(row.key, row.values) for row in rows} == {
        (None, (3,)),
        ("Divers", (1,)),
        ("Villard", (1,)),
        (None, (1,)),
    }
    assert ("Achard", (3,)) in {(row.key, row.values) for row in query(bruno.viewer, ["deals"], ["account"])}
