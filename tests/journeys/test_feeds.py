"""A feed in a browser: added, read at once by the worker, its failure told, paused; all of it accessible."""

from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import violations

ADDRESS = "http://10.0.0.1/produits.csv"


def _add(page: Page, name: str) -> None:
    page.goto("/imports/feeds/new/")
    page.get_by_label("Nom").fill(name)
    page.get_by_label("Adresse").fill(ADDRESS)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


def test_a_feed_tells_why_it_brought_nothing_and_rests_when_told(page: Page) -> None:
    _add(page, "Boutique fermée")
    told = page.get_by_text("10.0.0.1 est une adresse d’un réseau privé")
    for _look in range(20):
        if told.is_visible():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(told).to_be_visible()
    page.get_by_role("button", name="Mettre en pause").click()
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()


def test_an_address_near_us_is_refused_beside_its_field(page: Page) -> None:
    page.goto("/imports/")
    page.get_by_label("Adresse d’un fichier CSV, Excel ou JSON").fill(ADDRESS)
    page.get_by_role("button", name="Lire et vérifier").click()
    expect(page.locator("#id_url_error")).to_contain_text("réseau privé")
    expect(page.get_by_label("Adresse")).to_have_value(ADDRESS)


def test_the_pages_of_feeds_pass_axe(audited: Page) -> None:
    page = log_in(audited)
    _add(page, "Boutique vue de près")
    own = page.url
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in ("/imports/", "/imports/feeds/", "/imports/feeds/new/", "/imports/fetch/", own):
            page.goto(address)
            found[f"{address} {scheme}"] = violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
