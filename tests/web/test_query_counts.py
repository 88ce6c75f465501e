"""No page asks the database more often when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web import world


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(by, kind, count, place) -> None:
    for number in range(count):
        name = {"sales": {"reference": f"T{number}"}}.get(kind, {})
        record = world.MAKERS[kind](by, **name, **place.get(kind, {}))
        if kind in ("accounts", "contacts"):
            link = {kind[:-1]: record}
            world.deal(by, **link, amount=1000)
            world.activity(by, **link, status="done", starts_at=by.actor.at)


@pytest.mark.parametrize("kind", sorted(world.MAKERS))
def test_a_list_of_60_takes_as_many_queries_as_one_of_5(client, camille, bruno, kind):
    account, product, store = world.account(camille), world.product(camille), world.store(camille)
    place = {
        "contacts": {"account": account, "owner": bruno.member},
        "accounts": {"parent": account, "owner": bruno.member},
        "sales": {"product": product, "store": store, "account": account, "owner": bruno.member},
    }
    client.force_login(bruno.user)
    fill(bruno, kind, 5, place)
    few = queries(client, f"/{kind}/?size=100")
    fill(bruno, kind, 55, place)
    many = queries(client, f"/{kind}/?size=100")
    assert many == few
    assert many <= 12


@pytest.mark.parametrize("kind", ["accounts", "contacts"])
def test_a_record_with_60_links_takes_as_many_queries_as_one_with_7(client, bruno, kind):
    record = world.MAKERS[kind](bruno)
    client.force_login(bruno.user)
    few, many = 0, 0
    for count in (7, 53):
        for _ in range(count):
            link = {kind[:-1]: record}
            world.deal(bruno, **link, amount=1000, agent=bruno.member)
            world.activity(bruno, **link, starts_at=bruno.actor.at)
            world.activity(bruno, **link, status="done", starts_at=bruno.actor.at)
        few, many = many, queries(client, f"/{kind}/{record.pk}/")
    assert many == few
