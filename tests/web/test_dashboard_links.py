"""Every number of the dashboard leads to records that add up to it."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest

from carnet.metrics.filters import Filters
from tests.metrics import small_world
from tests.web.dashboard_page import YEAR, Number, listed, numbers

ELSEWHERE = {"win_rate", "sales_cycle_days", "products_per_sector", "highest_revenue_agent"}


@pytest.fixture
def world(root, helene, bruno, chloe) -> small_world.World:
    return small_world.build(bruno=bruno, chloe=chloe, actor=root)


def expected(key: str, values: list[Decimal]) -> Decimal | None:
    if key.startswith("average_revenue_per_product"):
        return None
    if key.startswith("average"):
        return whole(sum(values) / len(values)) if values else None
    return whole(sum(values)) if "revenue" in key or "value" in key else Decimal(len(values))


def whole(amount: Decimal) -> Decimal:
    return Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)


def followed(client, address: str) -> list[Number]:
    found = [one for one in numbers(client, address) if one.href.startswith("/deals/")]
    summed = [one for one in found if one.key not in ELSEWHERE | {"average_revenue_per_product"}]
    for one in summed:
        assert one.value == expected(one.key, listed(client, one.href)), one
    return summed


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"sector": ["mode"]},
        {"agent": ["Bruno"], "product": ["Portrait", "Reportage"]},
        {"office": ["null"]},
    ],
)
def test_the_list_behind_a_number_adds_up_to_it(client, world, camille, chosen) -> None:
    client.force_login(camille.user)
    raw = {"from": ["2026-01-01"], "to": ["2026-12-31"], **chosen}
    address = "?" + Filters.parse(camille.viewer, raw).as_query()
    assert len(followed(client, address)) > 20


def test_the_list_behind_a_number_is_the_viewers_own(client, world, bruno) -> None:
    client.force_login(bruno.user)
    assert len(followed(client, YEAR)) > 20


def test_all_there_is_leads_to_all_there_is(client, world, camille) -> None:
    client.force_login(camille.user)
    assert len(followed(client, "?period=all")) > 20


def test_the_best_agent_leads_to_their_deals_won(client, world, camille) -> None:
    client.force_login(camille.user)
    (best,) = [one for one in numbers(client) if one.key == "highest_revenue_agent"]
    assert best.text == "Bruno"
    assert sorted(listed(client, best.href)) == [100, 100, 240]


def test_every_number_says_what_it_counts(client, world, camille) -> None:
    client.force_login(camille.user)
    page = client.get(f"/dashboard/{YEAR}").content.decode()
    keys = {one.key for one in numbers(client)}
    assert len(keys) > 25
    assert [key for key in keys if f'id="def-{key}">' not in page] == []
