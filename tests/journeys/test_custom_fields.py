"""A field is defined, filled, edited in place, filtered by, exported, imported back, deleted and restored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.test_every_page import PHONE, violations

KIND = "section#contacts"


def add(page: Page, label: str, kind: str, choices: str = "") -> None:
    page.goto("/settings/fields/")
    page.locator(f"{KIND} a", has_text="Ajouter un champ").click()
    page.get_by_label("Nom").fill(label)
    page.get_by_label("Type").select_option(kind)
    page.get_by_label("Choix", exact=True).fill(choices)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(f"{KIND} td.name", has_text=label)).to_be_visible()


def remove(page: Page, label: str) -> None:
    page.goto("/settings/fields/")
    page.locator(KIND).get_by_role("button", name=f"Supprimer {label}").click()
    expect(page.locator(f"{KIND} td.name", has_text=label)).to_have_count(0)


@pytest.fixture
def fields(page: Page) -> Iterator[Page]:
    """The sample company with two fields for contacts, taken away again."""
    add(page, "Pointure", "number")
    add(page, "Circuit", "choice", "Boutique\nEn ligne")
    yield page
    for label in ("Pointure", "Circuit"):
        remove(page, label)


def test_a_field_is_filled_filtered_by_exported_and_read_back(fields: Page, tmp_path: Path) -> None:
    page = fields
    page.goto("/contacts/new/")
    page.fill("[name=first_name]", "Ysaline")
    page.fill("[name=last_name]", "Quarz")
    page.fill("[name='custom.pointure']", "38,5")
    page.select_option("[name='custom.circuit']", "Boutique")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("h1")).to_have_text("Ysaline Quarz")

    page.get_by_role("link", name="Modifier : Pointure").click()
    page.locator(".inline-form input:not([type=hidden])").fill("39")
    page.keyboard.press("Enter")
    expect(page.locator("[id='fact-custom.pointure']")).to_have_text("39")

    page.goto("/contacts/?columns=custom.pointure&columns=custom.circuit")
    page.locator("summary.chip.unset").click()
    page.locator(".filter-choice > summary", has_text="Circuit").click()
    page.locator(".filter-choice[open] label", has_text="Boutique").click()
    page.locator(".filter-choice[open] button").click()
    page.wait_for_url("**custom.circuit=Boutique**")
    expect(page.locator("tbody [data-row]")).to_have_count(1)
    expect(page.locator("tbody [data-row]")).to_contain_text("39")

    with page.expect_download() as coming:
        page.evaluate("location.href += '&format=csv&fields=all'")
    file = tmp_path / "contacts.csv"
    coming.value.save_as(file)
    assert "Pointure,Circuit" in file.read_text(encoding="utf-8-sig").splitlines()[0]

    file.write_text(file.read_text(encoding="utf-8-sig").replace(",39,", ",41,"), encoding="utf-8")
    page.goto("/imports/")
    page.set_input_files("input[type=file]", [file])
    page.wait_for_url("**/imports/uploads/**")
    expect(page.locator(".effect", has_text="À mettre à jour").locator("b")).to_have_text("1")


def test_a_deleted_field_comes_back_by_the_toast(fields: Page) -> None:
    remove(fields, "Circuit")
    fields.locator(".toast").get_by_role("button", name="Annuler").click()
    expect(fields.locator(f"{KIND} td.name", has_text="Circuit")).to_be_visible()


def test_its_pages_pass_axe_and_fit_on_a_phone(audited: Page) -> None:
    page, found = log_in(audited), {}
    add(page, "Repère", "text")
    page.set_viewport_size(PHONE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for address in ("/settings/fields/", "/settings/fields/contacts/new/", "/contacts/new/"):
            page.goto(address)
            found[f"{address} {scheme}"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    remove(page, "Repère")
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
