"""The track record of the sample fills by itself after the start, and a past day is replayed from it."""

import time

from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import PHONE, violations

ADDRESS = "/forecast/track-record/"
PATIENCE = 420
"""Seconds the worker has for the first runs; on a machine that runs other tests it takes its time."""


def filled(page: Page) -> Page:
    """The page once the worker has replayed the past."""
    until = time.monotonic() + PATIENCE
    page.goto(ADDRESS)
    while not page.locator(".tag", has_text="rejoué").count() and time.monotonic() < until:
        page.wait_for_timeout(2000)
        page.goto(ADDRESS)
    return page


def test_the_record_fills_by_itself_and_reads_everywhere(audited: Page) -> None:
    page = filled(log_in(audited))
    expect(page.get_by_role("heading", name="Ce qu’auraient valu nos prévisions")).to_be_visible()
    expect(page.get_by_role("region", name="Période par période").locator("tbody tr")).to_have_count(12)
    expect(page.locator(".record-chart canvas, .record-chart svg").first).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.goto(f"{ADDRESS}?span=quarter")
    assert violations(page) == []
    page.set_viewport_size(PHONE)
    for address in (ADDRESS, f"{ADDRESS}?kind=daily", f"{ADDRESS}forecasts/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_past_day_is_replayed_and_called_so(page: Page) -> None:
    filled(page)
    page.get_by_label("Rejouer un jour passé").fill("2026-08-15")
    page.locator(".replay").get_by_role("button", name="Affaires").click()
    page.wait_for_url("**/forecast/?as_of=2026-08-15")
    expect(page.locator(".banner")).to_contain_text("15/08/2026")
    page.goto(ADDRESS)
    page.get_by_label("Rejouer un jour passé").fill("2026-08-15")
    page.locator(".replay").get_by_role("button", name="Ventes annoncées").click()
    page.wait_for_url("**/forecast/announced/report/?as_of=2026-08-15")
    expect(page.locator("main")).to_contain_text("15/08/2026")
