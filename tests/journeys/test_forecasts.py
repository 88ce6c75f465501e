"""Reading a forecast: compute it, unfold a head, look from a past day, and see why a deal has its chance."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import violations

PHONE = {"width": 360, "height": 780}


def computed(page: Page) -> Page:
    """The forecast of the quarter, computed where nobody has done so yet."""
    page.goto("/forecast/")
    offer = page.get_by_role("button", name="Calculer maintenant")
    if offer.count():
        offer.click()
    expect(page.locator("[data-figure=forecast]")).to_contain_text("€")
    return page


@pytest.fixture
def forecast(page: Page) -> Page:
    return computed(page)


def deal_address(page: Page) -> str:
    """An open deal of the list that has a chance."""
    page.goto("/deals/?stage_kind=engaging")
    return str(page.locator("tbody a[data-open]").first.get_attribute("href"))


def test_the_amount_the_bar_and_the_curve_stand_on_the_page(forecast: Page) -> None:
    expect(forecast.locator("#course-chart svg")).to_be_visible()
    expect(forecast.locator(".composition")).to_be_visible()
    expect(forecast.locator(".expected")).to_contain_text("8 fois sur 10")


def test_a_head_unfolds_by_the_keyboard_alone(forecast: Page) -> None:
    boxes = forecast.locator(".lines input[type=checkbox]")
    second, group = boxes.nth(1), forecast.locator(".lines .members").nth(1)
    expect(group).to_be_hidden()
    second.focus()
    forecast.keyboard.press("Space")
    expect(group).to_be_visible()
    forecast.keyboard.press("Space")
    expect(group).to_be_hidden()


def test_the_table_says_what_the_curve_draws(forecast: Page) -> None:
    course = forecast.locator(".course")
    course.get_by_role("button", name="Tableau").click()
    amount = forecast.locator("[data-figure=forecast]").inner_text()
    expect(course.locator("tbody tr").last).to_contain_text(amount)


def test_computing_again_leads_back_to_the_same_period(forecast: Page) -> None:
    forecast.goto("/forecast/?period=month")
    forecast.get_by_role("button", name=re.compile("Calculer maintenant|Recalculer")).last.click()
    expect(forecast.locator("[data-figure=forecast]")).to_contain_text("€")
    assert forecast.url.endswith("?period=month")


def test_a_day_of_the_past_is_chosen_in_the_menu_and_left_again(forecast: Page) -> None:
    forecast.locator("#period-menu").click()
    forecast.get_by_label("Vu depuis le").fill("15/02/2026")
    forecast.get_by_role("button", name="Appliquer").click()
    expect(forecast.locator(".banner.replay")).to_contain_text("15/02/2026")
    forecast.get_by_role("link", name="Revenir à aujourd’hui").click()
    expect(forecast.locator(".banner.replay")).to_have_count(0)


def test_a_deal_says_why_it_has_its_chance(forecast: Page) -> None:
    forecast.goto(deal_address(forecast))
    expect(forecast.get_by_role("heading", name=re.compile(r"Pourquoi \d+ % \?"))).to_be_visible()
    expect(forecast.locator(".why .total")).to_contain_text("8 fois sur 10")
    expect(forecast.locator("[data-source=chance-data] svg")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forecast_and_chances_pass_axe(audited: Page, scheme: str) -> None:
    page = computed(log_in(audited))
    page.emulate_media(color_scheme=scheme)
    found = {address: at(page, address) for address in ("/forecast/", deal_address(page))}
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def at(page: Page, address: str) -> list[str]:
    page.goto(address)
    return violations(page)


def test_nothing_is_wider_than_a_phone(forecast: Page) -> None:
    forecast.set_viewport_size(PHONE)
    for address in ("/forecast/", "/forecast/?as_of=2026-02-15", deal_address(forecast)):
        forecast.goto(address)
        assert forecast.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
