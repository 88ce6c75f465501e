"""A list is filtered from menus whose choices come when they open, with scripts and without."""

from playwright.sync_api import Browser, Page, expect

from tests.journeys import serving
from tests.journeys.conftest import log_in, visit


def test_a_menu_brings_its_choices_and_another_filter_keeps_the_first(page: Page) -> None:
    page.goto("/deals/")
    page.locator("summary.chip.unset").click()
    page.locator(".filter-choice > summary", has_text="État").click()
    page.locator(".filter-choice[open] label", has_text="Gagnée").click()
    page.locator(".filter-choice[open] button").click()
    page.wait_for_url("**stage_kind=won**")

    chip = page.locator("summary.chip.set")
    expect(chip).to_contain_text("Gagnée")
    page.locator("summary.chip.unset").click()
    page.locator(".filter-choice > summary", has_text="Produit").click()
    page.locator(".filter-choice[open] label").first.click()
    page.locator(".filter-choice[open] button").click()
    page.wait_for_url("**product=**")
    assert "stage_kind=won" in page.url

    page.locator("summary.chip.set", has_text="Gagnée").click()
    expect(page.locator("details.menu[open] input[type=checkbox][value=won]")).to_be_checked()


def test_without_scripts_the_choices_are_a_link_away(browser: Browser, server: serving.Server) -> None:
    with visit(browser, server, java_script_enabled=False) as page:
        log_in(page)
        page.goto("/deals/")
        page.locator("summary.chip.unset").click()
        page.locator(".filter-choice > summary", has_text="État").click()
        page.locator(".filter-choice[open] noscript a, .filter-choice[open] a").first.click()
        page.locator(".filter-choice[open] label", has_text="Gagnée").click()
        page.locator(".filter-choice[open] button").click()
        page.wait_for_url("**stage_kind=won**")
