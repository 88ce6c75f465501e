"""Reading the dashboard: filter it, open what is behind a number, come back to the same view."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import log_in, visit
from tests.journeys.serving import Server

REVENUE = "[data-kpi=total_revenue]"


def amount(page: Page, selector: str) -> int:
    return int(re.sub(r"\D", "", page.locator(selector).inner_text()))


def choose(page: Page, key: str, number: int) -> str:
    """Open a filter, tick one of its values and apply it; its name."""
    page.locator(f"#chip-{key}").click()
    label = page.locator(f"details:has(#chip-{key}) .check-line").nth(number)
    name = label.inner_text()
    label.click()
    page.locator(f"details:has(#chip-{key})").get_by_role("button", name="Appliquer").click()
    expect(page.locator(f"#chip-{key}.set")).to_contain_text(name)
    return name


@pytest.fixture
def dashboard(page: Page) -> Page:
    page.goto("/dashboard/")
    expect(page.locator("#curve-chart svg")).to_be_visible()
    return page


def test_a_filter_changes_the_numbers_and_the_address(dashboard: Page) -> None:
    all_of_it = amount(dashboard, REVENUE)
    choose(dashboard, "agent", 0)
    assert "agent=" in dashboard.url
    assert amount(dashboard, REVENUE) < all_of_it
    expect(dashboard.locator("#curve-chart svg")).to_be_visible()
    dashboard.reload()
    expect(dashboard.locator("#chip-agent.set")).to_be_visible()


def test_a_number_opens_its_records_and_back_returns_to_the_view(dashboard: Page) -> None:
    name = choose(dashboard, "agent", 0)
    address, revenue = dashboard.url, dashboard.locator(REVENUE).inner_text()
    dashboard.locator(f"{REVENUE} a").click()
    dashboard.wait_for_url("**/deals/?**")
    cents = re.sub(r"\D", "", dashboard.locator("tfoot td", has_text="€").inner_text())
    assert round(int(cents) / 100) == int(re.sub(r"\D", "", revenue))
    dashboard.go_back()
    dashboard.wait_for_url(address)
    expect(dashboard.locator("#chip-agent.set")).to_contain_text(name)
    expect(dashboard.locator(REVENUE)).to_have_text(revenue)


def test_back_after_a_filter_returns_to_all_of_it(dashboard: Page) -> None:
    revenue = dashboard.locator(REVENUE).inner_text()
    choose(dashboard, "sector", 0)
    dashboard.go_back()
    expect(dashboard.locator("#chip-sector.unset")).to_be_visible()
    expect(dashboard.locator(REVENUE)).to_have_text(revenue)
    expect(dashboard.locator("#curve-chart svg")).to_be_visible()


def test_the_keyboard_reads_what_a_number_counts(dashboard: Page) -> None:
    dashboard.locator(f"{REVENUE} a").focus()
    expect(dashboard.locator(".definition")).to_contain_text("Somme")
    dashboard.keyboard.press("Escape")
    expect(dashboard.locator(".definition")).to_be_hidden()


def test_a_chart_shows_its_table_and_becomes_an_image(dashboard: Page) -> None:
    card = dashboard.locator("section:has(#curve-chart)")
    card.get_by_role("button", name="Tableau").click()
    expect(card.get_by_role("table")).to_be_visible()
    dashboard.locator("summary:has-text('Exporter')").click()
    with dashboard.expect_download() as saved:
        dashboard.locator("[data-picture=curve-chart]").click()
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")


def test_the_filters_work_without_a_script(browser: Browser, server: Server) -> None:
    with visit(browser, server, java_script_enabled=False) as visitor:
        page = log_in(visitor)
        page.goto("/dashboard/")
        all_of_it = amount(page, REVENUE)
        choose(page, "office", 0)
        assert "office=" in page.url
        assert amount(page, REVENUE) < all_of_it
