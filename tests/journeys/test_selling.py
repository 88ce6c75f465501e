"""Bruno enters a deal, moves it by keyboard, wins it; and ticks off what he had planned."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import serving
from tests.journeys.conftest import visit

BRUNO = "bruno.journey@carnet.example"


@pytest.fixture(scope="module")
def seller(server: serving.Server) -> str:
    """A member with a login of his own."""
    file = server.environment["CARNET_DATA"] + "/password"
    server.carnet("user", "add", BRUNO, "--role", "member", "--password-file", file)
    return BRUNO


@pytest.fixture
def bruno(browser: Browser, server: serving.Server, seller: str) -> Iterator[Page]:
    with visit(browser, server) as page:
        page.goto("/login/")
        page.fill("input[type=email], input[name=login]", seller)
        page.fill("input[type=password]", serving.PASSWORD)
        page.press("input[type=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        yield page


def new_deal(page: Page, name: str) -> None:
    """By the form: a name, and a line whose product is chosen of the list."""
    page.goto("/deals/new/")
    page.get_by_label("Nom", exact=False).first.fill(name)
    product = page.locator("[name=lines-0-product_text]")
    product.click()
    product.press_sequentially("a")
    page.locator(".suggestions [role=option]").first.click()
    page.fill("[name=lines-0-quantity]", "2")
    page.fill("[name=lines-0-unit_price]", "1 250,50")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_deal_is_entered_moved_by_keyboard_and_won(bruno: Page) -> None:
    new_deal(bruno, "Plateau de Bruno")
    expect(bruno.locator("tfoot")).to_contain_text("2\u00a0501,00\u00a0€")

    bruno.goto("/pipeline/")
    menu = bruno.locator("article", has_text="Plateau de Bruno").locator("summary")
    menu.focus()
    menu.press("Enter")
    menu.press("ArrowDown")
    bruno.keyboard.press("Enter")
    column = bruno.locator("section", has=bruno.get_by_role("heading", name="En discussion"))
    expect(column).to_contain_text("Plateau de Bruno")
    expect(column.locator(".board-sums b")).to_have_text("2\u00a0501\u00a0€")
    said = "Déplacer «\u00a0Plateau de Bruno\u00a0» vers…"
    expect(bruno.locator(":focus")).to_have_attribute("aria-label", said)

    bruno.get_by_role("link", name="Plateau de Bruno").click()
    bruno.locator("summary", has_text="Gagnée").click()
    bruno.fill("#won-amount", "2400")
    bruno.get_by_role("button", name="Clore comme gagnée").click()
    expect(bruno.locator(".stage-bar [aria-current=step]")).to_contain_text("Gagnée")
    expect(bruno.locator(".fact-strip")).to_contain_text("2\u00a0400,00\u00a0€")


def test_a_card_is_dragged_to_another_column(bruno: Page) -> None:
    new_deal(bruno, "Affaire à glisser")
    bruno.goto("/pipeline/")
    card = bruno.locator("article", has_text="Affaire à glisser").bounding_box()
    target = bruno.locator("[data-stage]").nth(1)
    goal = target.bounding_box()
    assert card is not None
    assert goal is not None
    bruno.mouse.move(card["x"] + 60, card["y"] + card["height"] - 12)
    bruno.mouse.down()
    bruno.mouse.move(card["x"] + 90, card["y"] + card["height"], steps=4)
    bruno.mouse.move(goal["x"] + 90, goal["y"] + 40, steps=12)
    bruno.mouse.up()
    expect(target).to_contain_text("Affaire à glisser")
    expect(bruno.locator("[data-toast]")).to_contain_text("Affaire à glisser")


def test_an_activity_is_ticked_off_today_and_taken_back(bruno: Page) -> None:
    bruno.goto("/activities/new/")
    bruno.get_by_label("Objet").fill("Rappeler l’imprimeur")
    bruno.get_by_label("Début").fill("01/01/2026 09:00")
    bruno.get_by_role("button", name="Enregistrer").click()

    bruno.goto("/")
    tick = bruno.get_by_role("checkbox", name="Rappeler l’imprimeur")
    expect(tick).not_to_be_checked()
    tick.click()
    expect(tick).to_have_count(0)
    bruno.get_by_role("button", name="Annuler").click()
    expect(bruno.get_by_role("checkbox", name="Rappeler l’imprimeur")).not_to_be_checked()
