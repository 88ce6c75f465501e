"""The dashboard shows the 26 KPIs: the same numbers as `kpis()`, whoever looks and whatever is filtered."""

import pytest

from carnet.metrics.filters import Filters
from carnet.metrics.kpis import kpis
from carnet.web.templatetags.look import money_round, number
from tests.conftest import NOW
from tests.metrics import small_world
from tests.web.dashboard_page import YEAR, numbers, texts

PLAIN = (
    *("total_revenue", "total_sales", "average_revenue_per_sale", "average_revenue_per_product"),
    *(f"total_{kind}_sales" for kind in ("won", "engaging", "lost", "prospecting")),
    *(f"total_{kind}_revenue" for kind in ("won", "engaging", "lost", "prospecting")),
    "total_products",
)
BROKEN_DOWN = (
    *("total_revenue_per_sector", "average_revenue_per_sector"),
    *("total_sales_per_office", "total_revenue_per_office", "average_revenue_per_office"),
    *("total_sales_per_agent", "total_revenue_per_agent", "average_revenue_per_agent"),
    *("total_sales_per_manager", "total_revenue_per_manager", "average_revenue_per_manager"),
)
FILTERS = (
    {},
    {"sector": ["mode"]},
    {"product": ["Portrait"], "agent": ["Bruno"]},
    {"from": ["2026-02-01"], "to": ["2026-03-20"]},
    {"office": ["Lyon"]},
    {"manager": ["Hélène"], "sector": ["null"]},
)


@pytest.fixture
def world(root, helene, bruno, chloe) -> small_world.World:
    return small_world.build(bruno=bruno, chloe=chloe, actor=root)


def shown(key: str, value: int | None) -> str:
    return money_round(value) if "revenue" in key else number(value)


@pytest.mark.parametrize("chosen", FILTERS)
@pytest.mark.parametrize("who", ["camille", "helene", "bruno", "lecteur"])
def test_the_page_shows_the_26_kpis_of_its_viewer_and_filters(client, request, world, who, chosen) -> None:
    person = request.getfixturevalue(who)
    client.force_login(person.user)
    raw = {"from": ["2026-01-01"], "to": ["2026-12-31"], **chosen}
    filters = Filters.parse(person.viewer, raw)
    expected = kpis(person.viewer, filters, now=NOW)
    found = numbers(client, "?" + filters.as_query())
    by_key = {key: [one.text for one in found if one.key == key] for key in {one.key for one in found}}
    assert {key: by_key[key][0] for key in PLAIN} == {
        key: shown(key, getattr(expected, key)) for key in PLAIN
    }
    for key in BROKEN_DOWN:
        values = [shown(key, part.value) for part in getattr(expected, key)]
        assert sorted(by_key.get(key, [])) == sorted(values), key
    products = [text for part in expected.products_per_sector for text in (part.products, part.won_sales)]
    assert sorted(by_key.get("products_per_sector", [])) == sorted(number(value) for value in products)
    best = expected.highest_revenue_agent
    assert by_key.get("highest_revenue_agent", []) == ([best.agent] if best else [])


def test_the_owner_reads_the_sums_added_up_by_hand(client, world, camille) -> None:
    client.force_login(camille.user)
    # 100 + 240 + 100 + 300 + 100.01 + 49.94 = 889.95, over six deals won: 148.325
    assert texts(client, "total_revenue")[0] == "890\u00a0€"
    assert texts(client, "average_revenue_per_sale") == ["148\u00a0€"]
    assert texts(client, "total_won_sales")[0] == "6"
    assert texts(client, "win_rate")[0] == "75,0\u00a0%"


def test_chloe_sees_nothing_of_brunos(client, world, chloe) -> None:
    client.force_login(chloe.user)
    page = client.get(f"/dashboard/{YEAR}").content.decode()
    table = page[page.index('<div class="dashboard">') : page.index('class="definitions"')]
    assert "Bruno" not in table
    # Her own two deals won and nobody's one: 300 + 100.01 + 49.94.
    assert texts(client, "total_revenue")[0] == "450\u00a0€"


def test_a_stranger_is_sent_to_the_login(client, world) -> None:
    assert client.get("/dashboard/").url.startswith("/login/")
