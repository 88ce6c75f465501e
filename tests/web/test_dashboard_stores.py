"""The sales of stores stand on the dashboard where there are any, and lead to the list of sales."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from carnet.catalogue.actions import create_product, create_store
from carnet.sales.actions import create_sale
from tests.web.dashboard_page import html, numbers


@pytest.fixture
def shops(root):
    """Lyon: 30 on one ticket of two lines; Lille: 12.50; June and July."""
    frame = create_product(values={"name": "Cadre", "list_price": 10_00}, actor=root)
    lyon = create_store(values={"name": "Lyon", "city": "Lyon", "region": "Auvergne-Rhône-Alpes"}, actor=root)
    lille = create_store(values={"name": "Lille", "city": "Lille", "region": "Hauts-de-France"}, actor=root)
    for reference, store, day, quantity, amount in [
        ("T1", lyon, date(2026, 6, 1), 1, 10_00),
        ("T1", lyon, date(2026, 6, 1), 2, 20_00),
        ("", lille, date(2026, 7, 2), 1, 12_50),
    ]:
        values = {"reference": reference, "store": store, "product": frame, "sold_on": day}
        create_sale(values={**values, "quantity": Decimal(quantity), "amount": amount}, actor=root)


def texts_of(client, key: str) -> list[str]:
    return [one.text for one in numbers(client) if one.key == key]


def test_the_figures_of_the_stores(client, shops, camille) -> None:
    client.force_login(camille.user)
    assert texts_of(client, "sales_quantity") == ["4"]
    assert texts_of(client, "tickets") == ["2"]
    assert texts_of(client, "average_ticket") == ["21\u00a0€"]
    # Each region's beside the map, all of them, each store's, the product's, each region's.
    each = ["30\u00a0€", "12\u00a0€"]
    assert texts_of(client, "sales_revenue") == [*each, "42\u00a0€", *each, "42\u00a0€", *each]


def test_the_list_behind_a_store_figure_adds_up_to_it(client, shops, camille) -> None:
    client.force_login(camille.user)
    found, each = [one for one in numbers(client) if one.key == "sales_revenue"], ["30.00", "12.50"]
    for one, expected in zip(found, [*each, "42.50", *each, "42.50", *each], strict=True):
        answer = client.get(f"{one.href}&format=csv")
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert sum(Decimal(row["Montant"]) for row in csv.DictReader(io.StringIO(text))) == Decimal(expected)


def test_the_map_takes_the_stores_where_deals_have_no_region(client, shops, camille) -> None:
    client.force_login(camille.user)
    page = html(client)
    assert 'id="map-data"' in page
    assert "Ventes des magasins par région" in page


def test_without_sales_there_is_no_block_and_without_regions_no_map(client, root, camille) -> None:
    create_sale(values={"sold_on": date(2026, 6, 1), "amount": 10_00}, actor=root)
    client.force_login(camille.user)
    assert "stores-data" not in html(client, "?from=2020-01-01&to=2020-12-31")
    assert "Aucune région à dessiner" in html(client)
