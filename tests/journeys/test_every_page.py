"""Every page of the menu can be read by everyone: axe finds nothing, and nothing is cut off on a phone."""

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.conftest import log_in

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
PHONE = {"width": 360, "height": 780}


def menu(page: Page) -> list[str]:
    """The addresses of the sidebar."""
    links = page.locator("nav a[href^='/']")
    found = {str(link.get_attribute("href")) for link in links.all()}
    assert len(found) >= 5
    return sorted(found)


# A colour on its way from light to dark has the contrast of neither.
STILL = """() => Promise.all(document.getAnimations()
    .filter(motion => motion.effect.getComputedTiming().endTime !== Infinity)
    .map(motion => motion.finished.catch(() => null)))
    .then(() => null)"""


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(STILL)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def test_every_page_of_the_menu_answers_and_passes_axe(audited: Page) -> None:
    page, found = log_in(audited), {}
    for address in menu(page):
        response = page.goto(address)
        assert response is not None
        found[address] = [str(response.status)] * (response.status != 200) + violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_every_page_of_the_menu_passes_axe_in_the_dark(audited: Page) -> None:
    page, found = log_in(audited), {}
    page.emulate_media(color_scheme="dark")
    for address in menu(page):
        page.goto(address)
        found[address] = violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_no_page_of_the_menu_is_wider_than_a_phone(page: Page) -> None:
    addresses = menu(page)
    page.set_viewport_size(PHONE)
    widths = {}
    for address in addresses:
        page.goto(address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert {address: width for address, width in widths.items() if width > PHONE["width"]} == {}


def test_the_login_page_passes_axe(audited: Page) -> None:
    audited.goto("/login/")
    assert violations(audited) == []
