"""Stages, months and money are said alike on every page: the language of the reader, the company's money."""

import csv
import io
from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from carnet.identity.actions import update_company
from carnet.identity.queries import company
from tests.web import world
from tests.web.test_record_pages import page_of


@pytest.fixture
def contact(camille):
    account = world.account(camille)
    contact = world.contact(camille, account=account)
    world.deal(camille, "Campagne", account=account, contact=contact)
    return contact


@pytest.mark.parametrize("page", ["/deals/", "/contacts/{}/", "/pipeline/", "/search/?q=campagne"])
def test_a_stage_is_called_in_the_readers_language(client, contact, camille, page):
    client.force_login(camille.user)
    text = page_of(client, page.format(contact.pk))
    assert "Prospection" in text
    assert "Prospecting" not in text


def test_an_export_keeps_the_name_of_a_stage_as_it_is_stored(client, contact, camille):
    client.force_login(camille.user)
    answer = client.get("/deals/?format=csv&fields=all")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert [row["stage"] for row in csv.DictReader(io.StringIO(text))] == ["Prospecting"]


@pytest.mark.parametrize("page", ["/products/{}/", "/products/?list_price_min=10", "/products/"])
def test_amounts_are_in_the_companys_money(client, root, camille, page):
    update_company(company=company(), values={"currency": "CHF"}, actor=root)
    product = world.product(camille, list_price=12_50)
    client.force_login(camille.user)
    text = page_of(client, page.format(product.pk))
    assert "CHF" in text
    assert "€" not in text


def test_months_and_days_are_lower_case_within_a_french_sentence():
    with translation.override("fr"):
        assert date_format(date(2026, 11, 20), "l j F Y") == "vendredi 20 novembre 2026"
