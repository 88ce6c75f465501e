"""The documentation of the API is read and tried out under the strict content security policy."""

from playwright.sync_api import Page, expect


def test_a_call_is_tried_out_with_ones_own_login(page: Page) -> None:
    page.goto("/docs")
    page.locator("#operations-tag-offices .opblock-tag, [data-tag=offices]").first.click()
    listing = page.locator("#operations-offices-list_offices")
    listing.locator(".opblock-summary").click()
    listing.get_by_role("button", name="Try it out").click()
    listing.get_by_role("button", name="Execute").click()
    expect(listing.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
