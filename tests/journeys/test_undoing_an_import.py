"""An import in a browser, taken back again: looked at before, after, and once it is undone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import log_in
from tests.journeys.serving import Server
from tests.journeys.test_every_page import violations

HEAD = "nom;ville;secteur"


@pytest.fixture
def number(tmp_path: Path, server: Server) -> str:
    """An import that moved one account, and left another as somebody changed it since."""
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(f"{HEAD}\nVerrerie Quillan;Nantes;Art\nForges Quillan;Nantes;Art\n", encoding="utf-8")
    second.write_text(
        f"{HEAD}\nVerrerie Quillan;Lyon;Art\nForges Quillan;Lyon;Art\nDorures Quillan;Paris;Art\n",
        encoding="utf-8",
    )
    server.carnet("import", str(first))
    return server.carnet("import", str(second), "--json").split('"import": ')[1].split(",")[0]


def found(page: Page) -> dict[str, str]:
    """The accounts of these files with their towns, as the list shows them."""
    page.goto("/accounts/?q=quillan&columns=name&columns=city")
    rows = page.locator("tbody tr").all_inner_texts()
    return {
        name: next(town for town in ("Nantes", "Lyon", "Paris") if town in row)
        for row in rows
        for name in ("Verrerie Quillan", "Forges Quillan", "Dorures Quillan")
        if name in " ".join(row.split())
    }


def test_an_import_is_taken_back_but_for_what_was_changed_since(
    page: Page, server: Server, number: str
) -> None:
    assert set(found(page).values()) == {"Lyon", "Paris"}
    page.get_by_role("link", name="Forges Quillan").first.click()
    page.goto(f"{page.url.split('?')[0]}edit/")
    page.get_by_label("Secteur").fill("Métal")
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"/imports/{number}/")
    page.get_by_role("link", name="Annuler cet import").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 fiche qu’il a créée disparaît.")
    expect(dialog).to_contain_text("Forges Quillan")
    dialog.get_by_role("link", name="Garder l’import").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Annuler cet import").click()
    dialog.get_by_role("button", name="Annuler le reste").click()
    expect(page.get_by_role("heading", name="L’import a été annulé")).to_be_visible()
    assert found(page) == {"Verrerie Quillan": "Nantes", "Forges Quillan": "Lyon"}


def test_the_dialog_passes_axe_in_both_themes(audited: Page, number: str) -> None:
    page = log_in(audited)
    wrong = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"/imports/{number}/")
        page.get_by_role("link", name="Annuler cet import").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        wrong[f"dialog {scheme}"] = violations(page)
        page.goto(f"/imports/{number}/undo/")
        wrong[f"page {scheme}"] = violations(page)
    assert {name: found for name, found in wrong.items() if found} == {}
