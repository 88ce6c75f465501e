"""A sheet by keyboard alone: three sales entered, one of them wrong, answered, taken back; and the report."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import PHONE, violations

SHEET = "/forecast/announced/"
REPORT = "/forecast/announced/report/"
CLIENT = "Royet du voyage"


def line_of(page: Page, client: str) -> Locator:
    return page.locator("[data-line]", has=page.locator(f'[name=client_text][value="{client}"]'))


def cell(line: Locator, name: str) -> Locator:
    return line.locator(f'[data-cell="{name}"]')


def typed(page: Page, *texts: str) -> None:
    """Cell after cell, as with a keyboard."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def first_agent(page: Page) -> None:
    """The first name the cell offers, taken with Enter."""
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".sheet [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")


def figure(page: Page, label: str) -> int:
    """An amount of the fact strip, in cents."""
    fact = page.locator("#sheet-facts .fact", has_text=label).locator(".figure")
    first = fact.evaluate("node => node.firstChild.textContent")
    return int("".join(re.findall(r"\d", first)))


def test_a_sheet_is_filled_in_answered_and_reported_by_keyboard(page: Page) -> None:
    page.goto(SHEET)
    waiting, paid = figure(page, "En attente"), figure(page, "Payé")
    page.locator("#line-new-agent").focus()

    first_agent(page)
    typed(page, f"{CLIENT} 1", "1 000", "31/12/2026")
    page.keyboard.press("Control+;")
    page.keyboard.type("premier")
    page.keyboard.press("Enter")
    expect(cell(line_of(page, f"{CLIENT} 1"), "status")).to_contain_text("En attente")
    expect(cell(line_of(page, f"{CLIENT} 1"), "client")).to_contain_text("nouveau compte")

    page.keyboard.press("Control+d")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    typed(page, f"{CLIENT} 2", "douze mille")
    page.keyboard.press("Enter")
    wrong = line_of(page, f"{CLIENT} 2")
    sentence = cell(wrong, "amount").get_by_role("alert")
    expect(sentence).to_contain_text("«\u00a0douze mille\u00a0» n’est pas un montant. Exemple")
    expect(cell(wrong, "note").locator("textarea")).to_have_value("premier")

    page.keyboard.press("Control+d")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    typed(page, f"{CLIENT} 3")
    page.keyboard.type("3 000")
    page.keyboard.press("Enter")
    expect(cell(line_of(page, f"{CLIENT} 3"), "status")).to_contain_text("En attente")

    cell(wrong, "amount").locator("input").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2 000")
    page.keyboard.press("Enter")
    expect(cell(line_of(page, f"{CLIENT} 2"), "status")).to_contain_text("En attente")
    expect(page.locator("#sheet-saved")).to_contain_text("Enregistré à")
    assert figure(page, "En attente") == waiting + 6_000_00

    answer(page, f"{CLIENT} 1", "Payée")
    answer(page, f"{CLIENT} 3", "Refusée")
    assert figure(page, "En attente") == waiting + 2_000_00
    assert figure(page, "Payé") == paid + 1_000_00
    assert the_report_adds_up(page)

    page.goto(SHEET)
    cell(line_of(page, f"{CLIENT} 2"), "note").locator("textarea").focus()
    page.keyboard.press("Control+Backspace")
    expect(line_of(page, f"{CLIENT} 2")).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    expect(line_of(page, f"{CLIENT} 2")).to_have_count(1)


def answer(page: Page, client: str, said: str) -> None:
    button = line_of(page, client).get_by_role("button", name=said)
    button.focus()
    page.keyboard.press("Enter")
    expect(cell(line_of(page, client), "status").locator(".tag")).to_contain_text(said)
    expect(page.locator("[data-toast]").last).to_contain_text(client)


def the_report_adds_up(page: Page) -> bool:
    """Computed again and unfolded: the columns of the heads sum to the foot."""
    page.goto(REPORT)
    page.get_by_role("button", name="Recalculer").click()
    expect(page.locator("[data-toast]")).to_contain_text("Rapport à jour")
    head = page.locator(".head-line .unfold").first
    head.press("Enter")
    expect(page.locator(".manager-line:not([hidden])").first).to_be_visible()
    page.locator(".manager-line:not([hidden]) .unfold").first.press("Enter")
    expect(page.locator(".deal-lines:not([hidden]) .deal").first).to_be_visible()
    heads, total = amounts(page, ".head-line"), amounts(page, "tfoot")[0]
    return [sum(column) for column in zip(*heads, strict=True)] == total


def amounts(page: Page, part: str) -> list[list[int]]:
    """Counts of the first three columns: amounts are rounded where they are shown."""
    columns = ("announced", "due_today", "overdue")
    rows = page.locator(f"{part} tr").all()
    texts = [[row.locator(f".cell-{name}").inner_text() for name in columns] for row in rows]
    return [[int("".join(re.findall(r"\d", text)) or 0) for text in row] for row in texts]


def test_a_cell_someone_else_changed_shows_both_and_takes_either(page: Page) -> None:
    page.goto(SHEET)
    page.locator("#line-new-agent").focus()
    first_agent(page)
    typed(page, "Conflit du voyage", "100", "31/12/2026")
    page.keyboard.press("Enter")
    line = line_of(page, "Conflit du voyage")
    expect(cell(line, "status")).to_contain_text("En attente")

    other = page.context.new_page()
    other.goto(SHEET)
    theirs = cell(line_of(other, "Conflit du voyage"), "amount").locator("input")
    theirs.fill("150")
    theirs.press("Tab")
    expect(theirs).to_have_value("150,00\u00a0€")

    cell(line, "amount").locator("input").fill("200")
    page.keyboard.press("Tab")
    alert = cell(line, "amount").get_by_role("alert")
    expect(alert).to_contain_text("150,00\u00a0€ est enregistré")
    expect(cell(line, "amount").locator("input")).to_have_value("200")
    alert.get_by_role("button", name="Enregistrer ma saisie").click()
    expect(cell(line, "amount").locator("input")).to_have_value("200,00\u00a0€")
    expect(alert).to_have_count(0)


@pytest.mark.parametrize("address", [SHEET, f"{REPORT}?open=all", f"{SHEET}?due=overdue"])
def test_sheet_and_report_pass_axe_in_both_themes(audited: Page, address: str) -> None:
    page, found = log_in(audited), {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto(address)
        found[theme] = violations(page)
    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("address", [SHEET, f"{REPORT}?open=all"])
def test_sheet_and_report_are_no_wider_than_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
