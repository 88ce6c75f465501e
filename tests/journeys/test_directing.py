"""The director: narrow the dashboard to a sector and a period, open its deals, take them away to Excel."""

import re

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.test_dashboard import REVENUE, amount, choose


def test_a_sector_of_a_period_opens_its_deals_and_leaves_as_a_workbook(page: Page) -> None:
    page.goto("/dashboard/")
    sector = choose(page, "sector", 0)
    page.locator("#chip-period").click()
    page.fill("#bar-from", "01/01/2026")
    page.fill("#bar-to", "30/06/2026")
    page.locator("details:has(#chip-period)").get_by_role("button", name="Appliquer").click()
    expect(page.locator("#chip-period")).to_contain_text("30/06/2026")
    expect(page.locator("#chip-sector.set")).to_contain_text(sector)
    revenue = amount(page, REVENUE)

    page.locator(f"{REVENUE} a").click()
    page.wait_for_url("**/deals/?**")
    chips = page.locator(".list-tools .chip.set")
    expect(chips.filter(has_text=sector)).to_be_visible()
    expect(chips.filter(has_text="30/06/2026")).to_be_visible()

    page.locator("summary", has_text="Exporter").click()
    with page.expect_download() as saved:
        page.locator(".menu-list a", has_text="XLSX").first.click()
    rows = CalamineWorkbook.from_path(saved.value.path()).get_sheet_by_index(0).to_python()
    at = rows[0].index("Valeur")
    assert round(sum(row[at] for row in rows[1:])) == revenue


def test_every_region_of_the_stores_opens_its_sales(page: Page) -> None:
    page.goto("/dashboard/")
    table = page.get_by_role("region", name="Ventes par région")
    row = table.locator("tbody tr").first
    region = row.locator("td").first.inner_text()
    sold = int(re.sub(r"\D", "", row.locator("td.key").inner_text()))
    row.locator("td.key a").click()
    page.wait_for_url("**/sales/?**")
    expect(page.locator(".list-tools .chip.set").filter(has_text=region)).to_be_visible()
    cents = int(re.sub(r"\D", "", page.locator("tfoot td", has_text="€").inner_text()))
    assert round(cents / 100) == sold
