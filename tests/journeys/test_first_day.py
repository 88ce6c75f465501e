"""The owner's first day: an empty Carnet, contacts imported, one of them called, found, deleted and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import serving
from tests.journeys.conftest import log_in, visit

CONTACTS = """Prénom;Nom;E-mail;Téléphone;Société
Léa;Moreau;lea.moreau@vaise.example;04 65 71 00 21;Groupe Vaise
Vincent;Morel;vincent@cavemorel.example;04 65 71 00 22;Cave Morel
"""


@pytest.fixture
def owner(browser: Browser, chromium: str, tmp_path: Path) -> Iterator[Page]:
    """Camille on the first page of a Carnet nobody has used yet."""
    with serving.running(tmp_path, sample=False) as server, visit(browser, server) as page:
        yield log_in(page)


@pytest.fixture
def morel(owner: Page, tmp_path: Path) -> Page:
    """The page of a contact she has imported."""
    file = tmp_path / "contacts.csv"
    file.write_text(CONTACTS, encoding="utf-8")
    owner.get_by_role("link", name="Choisir un fichier").click()
    owner.set_input_files("input[type=file]", file)
    owner.get_by_role("button", name="Importer 2 lignes").click()
    expect(owner.locator(".main")).to_contain_text("2 lignes sont dans le carnet", timeout=30_000)
    owner.goto("/contacts/")
    owner.get_by_role("link", name="Vincent Morel", exact=True).click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Vincent Morel")
    return owner


def test_the_first_visit_says_where_to_begin(owner: Page) -> None:
    expect(owner.get_by_role("heading", level=1)).to_contain_text("Votre carnet est vide")


def test_a_contact_is_imported_corrected_called_found_deleted_and_back(morel: Page) -> None:
    facts = morel.locator(".side-facts")
    facts.get_by_text("04 65 71 00 22").hover()
    morel.locator("[data-edit-in-place=fact-phones]").click()
    number = morel.locator("#fact-phones input[type=text], #fact-phones input[type=tel]").first
    number.fill("06 39 98 12 60")
    number.press("Enter")
    expect(facts.get_by_role("link", name="06 39 98 12 60")).to_be_visible()

    note = morel.locator("[data-note]")
    note.fill("Budget confirmé")
    note.press("Enter")
    expect(morel.locator("#stream")).to_contain_text("Budget confirmé")

    morel.goto("/")
    morel.keyboard.press("Control+k")
    morel.keyboard.type("0639981260")
    expect(morel.locator(".palette-row").first).to_contain_text("Vincent Morel")
    morel.keyboard.press("Enter")
    expect(morel.get_by_role("heading", level=1)).to_have_text("Vincent Morel")

    address = morel.url
    morel.locator("summary[aria-label='Autres actions']").click()
    morel.get_by_role("button", name="Supprimer").click()
    morel.locator("[data-toast]").get_by_role("button", name="Annuler").click()
    expect(morel.get_by_role("link", name="Vincent Morel", exact=True)).to_be_visible()
    assert morel.goto(address).status == 200


def test_a_form_sent_twice_makes_one_record(owner: Page) -> None:
    owner.goto("/contacts/new/")
    owner.locator("[name=last_name]").fill("Perrin")
    owner.get_by_role("button", name="Enregistrer").dblclick()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Perrin")
    owner.goto("/contacts/")
    expect(owner.locator("[data-row]")).to_have_count(1)
