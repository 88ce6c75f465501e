"""Quotas are typed into their sheet; the days of a model arrive by themselves; the dashboard looks ahead."""

import re
import time

from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import PHONE, violations

QUOTAS, DAYS = "/forecast/quotas/?kind=quarter&year=2031&on=2031-01-01", "/forecast/daily/"
PATIENCE = 240_000
"""Milliseconds the worker has for a model; on a machine that runs other tests it takes its time."""


def test_a_quota_is_typed_summed_copied_and_taken_back(page: Page) -> None:
    page.goto(QUOTAS)
    cells = page.locator("input[name^='quota:']:not([name^='quota:0:'])")
    cells.first.fill("12 345")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("#toasts")).to_contain_text("1 objectif enregistré.")
    expect(cells.first).to_have_value(re.compile(r"12\s345"))
    expect(page.locator(".quota-sheet tfoot tr").first).to_contain_text(re.compile(r"12\s345"))

    page.locator("button[name=copy]").first.click()
    expect(page.locator("#toasts")).to_contain_text("1 objectif repris de 1er trimestre 2031.")
    expect(cells.nth(1)).to_have_value(re.compile(r"12\s345"))

    for cell in (cells.first, cells.nth(1)):
        cell.fill("")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("#toasts")).to_contain_text("2 objectifs retirés.")
    page.get_by_role("button", name="Annuler").click()
    expect(cells.first).to_have_value(re.compile(r"12\s345"))


def test_a_wrong_amount_stays_in_its_cell_with_an_example(page: Page) -> None:
    page.goto(QUOTAS)
    cell = page.locator("input[name^='quota:']").nth(2)
    cell.fill("douze")
    page.get_by_role("button", name="Enregistrer").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a été enregistré")
    wrong = page.locator("input[aria-invalid=true]")
    expect(wrong).to_have_value("douze")
    expect(wrong).to_have_accessible_description(re.compile("Exemple"))


def test_the_days_of_a_model_nobody_asked_for_arrive_by_themselves(page: Page) -> None:
    page.goto(DAYS)
    page.select_option("#daily-model", "ces")
    expect(page.locator("#days-chart svg")).to_be_visible(timeout=PATIENCE)
    assert "model=ces" in page.url
    assert "waited" not in page.url
    expect(page.locator(".daily-headline")).to_contain_text("8 fois sur 10")


def test_the_dashboard_looks_ahead_and_leads_to_the_forecast(page: Page) -> None:
    until = time.monotonic() + PATIENCE / 1000
    page.goto("/dashboard/?period=year")
    while not page.locator(".headline > .outlook").count() and time.monotonic() < until:
        page.wait_for_timeout(2000)
        page.goto("/dashboard/?period=year")
    page.locator(".headline > .outlook a").click()
    page.wait_for_url("**/forecast/?period=year")


def test_these_pages_read_everywhere(audited: Page) -> None:
    page = log_in(audited)
    addresses = (QUOTAS, "/forecast/quotas/?kind=month", DAYS, "/dashboard/?period=year")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in addresses:
            page.goto(address)
            assert violations(page) == [], (scheme, address)
    page.set_viewport_size(PHONE)
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
